PRAGMA application_id = 1364675377;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE change (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	decision INTEGER NOT NULL, 
	entity VARCHAR NOT NULL, 
	"key" VARCHAR, 
	"before" VARCHAR, 
	"after" VARCHAR, 
	salt VARCHAR, 
	digest VARCHAR
);
INSERT INTO "change" VALUES(1,1,'coder','[1]',NULL,'{"colour":"","guid":null,"id":1,"name":"ann"}','72e94b146d20d25f4b4556d68a6bc58a','7979fbb97372f7df9fac371a548c5c85925d02cfc5cca117f19508d76692e9a0');
INSERT INTO "change" VALUES(2,1,'project','[1]',NULL,'{"approach":"reflexive","guid":"dfce8a58-3dec-4270-8d35-37ede1a283ae","id":1,"language":"en","level":"semantic","orientation":"inductive","phase":1,"research_question":"","settings":"{}","title":"A year of it"}','bd081cd556c609908b8b0af2b0d8191e','19dba900a5baaad2a00d34b745ba946e7d3e4571b6d6b772442934e5e7d9150d');
INSERT INTO "change" VALUES(3,2,'participant','[1]',NULL,'{"guid":null,"id":1,"pseudonym":"Ben"}','f217885e28683f160ed0387790c03a63','b0bc390694caa0933c4e31b66e0e06ec7f22dc4622d01e5f9a1a1e1b4b551c91');
INSERT INTO "change" VALUES(4,2,'transcript','[1]',NULL,'{"checked":0,"encoding":null,"format":"txt","guid":null,"id":1,"revision":1,"source_name":"P1.txt","source_sha256":"58e1c3c2ee3c7dfa887e9318aeb313fc416e2715c2e4b3c0c3da10b269486f14","title":"P1"}','f6d105e1f43519afdf8f219daaec38df','138866cda7a07283c1a0751921b47f6d4987683e3cd8b735e317853f1e851bb9');
INSERT INTO "change" VALUES(5,2,'revision','[1]',NULL,'{"characters":62,"id":1,"number":1,"text_sha256":"c5cf0bc4178de9b34b19bd7399fc0fe2e0d320e593b4547581bb00cfece69d0c","transcript_id":1,"turns":2,"turns_sha256":"9b29c39a1954e77552652ec6f301c0fa85d23fef795507b1181389a0aae0ead4"}','0452f1378ff4fac3c7c9e01e689e907e','30e73a65cbcca88329e74323581c7f3675d07296bb7da6396aaf4c8d601bbb55');
INSERT INTO "change" VALUES(6,2,'speaker','[1]',NULL,'{"id":1,"label":"Ann","participant_id":null,"role":"interviewer","transcript_id":1}','a798afab6de2cc027234acde3be71107','19c92f6b6ee9e26b126a0cb498a9d566b069f277b810fb1ac15f263cd9db60ee');
INSERT INTO "change" VALUES(7,2,'speaker','[2]',NULL,'{"id":2,"label":"Ben","participant_id":1,"role":"participant","transcript_id":1}','0494941674630188f4ff5f0071a0d914','96d2336b7d09f797b20491f18426d6fe21d05225a4580a5210cbc0f3438c1dc5');
INSERT INTO "change" VALUES(8,3,'transcript','[2]',NULL,'{"checked":0,"encoding":null,"format":"txt","guid":null,"id":2,"revision":1,"source_name":"P2.txt","source_sha256":"9505347fc13907fe426ac12c9928b5b4bc475e7436823e80fde7484eb5a6654e","title":"P2"}','eb47213db6b70807c7cc4ad29100830b','9de9799abe5537460645c6677d313363b1bc1337b5b5e413f1c0e8682ffa582a');
INSERT INTO "change" VALUES(9,3,'revision','[2]',NULL,'{"characters":62,"id":2,"number":1,"text_sha256":"c5cf0bc4178de9b34b19bd7399fc0fe2e0d320e593b4547581bb00cfece69d0c","transcript_id":2,"turns":2,"turns_sha256":"9b29c39a1954e77552652ec6f301c0fa85d23fef795507b1181389a0aae0ead4"}','1fda467654880d4bbc039dbc0173f40a','05ee049656b5616733320ae2dd167fd4f3540e9f33363b8b096f3a58ac736e0a');
INSERT INTO "change" VALUES(10,3,'speaker','[3]',NULL,'{"id":3,"label":"Ann","participant_id":null,"role":"interviewer","transcript_id":2}','3c62de4c202c7d9c9c686ab85072c8bd','bbb6cf78107184d45c16b036667d21bf1136c03d9a1facf8008f75af38790a50');
INSERT INTO "change" VALUES(11,3,'speaker','[4]',NULL,'{"id":4,"label":"Ben","participant_id":1,"role":"participant","transcript_id":2}','c451b3e54685dff46bb4c7947f3f9632','638cc3e024b8a46ca7c02876e58e09ff8a841c6a4fa7ea47fcce71cc89db0e7e');
INSERT INTO "change" VALUES(12,4,'code','[1]',NULL,'{"colour":"","definition":"","guid":null,"id":1,"name":"safety","parent_id":null,"position":1,"use_not":"","use_when":""}','cba03defe78e6296d42d906fd5937717','248ad0d8428809249dbab4d5b475d85f06c4d671bdc4c0b880276e36b06d3ef4');
INSERT INTO "change" VALUES(13,5,'code','[2]',NULL,'{"colour":"","definition":"","guid":null,"id":2,"name":"trust","parent_id":1,"position":2,"use_not":"","use_when":""}','6d4b625494b9db440aa21ad9015fbd1e','2b12210930087c366542db96f2e77f0c675dd2804039a21ffe727f1ba3ddc99f');
INSERT INTO "change" VALUES(14,6,'coding','[1]',NULL,'{"code_id":1,"coder_id":1,"end":36,"extract_hash":"f520829edd0a55128acd5099e5ae3fbb","guid":null,"id":1,"needs_review":0,"revision_id":2,"start":23}','c84664d7c4a00f5a11e3d3b3bc4ef2cb','340618e2e98b3715447f0ecea54b76d71e2409f494c2b1f508e798084a7fc15d');
INSERT INTO "change" VALUES(15,7,'coding','[2]',NULL,'{"code_id":2,"coder_id":1,"end":36,"extract_hash":"f520829edd0a55128acd5099e5ae3fbb","guid":null,"id":2,"needs_review":0,"revision_id":2,"start":23}','76948dbbf1dca2430bc0b559e7f48196','337cf33235975a3e806361bc7f2f6d6c98d6fc70d961f24261cae8624e78e3b3');
INSERT INTO "change" VALUES(16,8,'transcript_attribute','[2,"wave"]',NULL,'{"name":"wave","transcript_id":2,"value":"1"}','7bb72e64776b282adac66da529b82613','03036c02501de07d6b2f93fb90b1932e9a5a69b87ebc9f5c330934f25700c773');
INSERT INTO "change" VALUES(17,8,'transcript_attribute','[2,"site"]',NULL,'{"name":"site","transcript_id":2,"value":"north"}','7b0f3ed334b9bda06c09fb06ceef6e0b','dc9e133757043ec85e106da9988ad1d24f99acb50c44406a645c1c8d9620ac5b');
INSERT INTO "change" VALUES(18,8,'participant','[2]',NULL,'{"guid":null,"id":2,"pseudonym":"Cleo"}','402f7ab7375c2cc78d2b86edbb8c2832','246b43c66a7813a258ed53ce3e460a939c1df045176d62df54e7e00be80c3108');
INSERT INTO "change" VALUES(19,8,'participant_attribute','[2,"age"]',NULL,'{"name":"age","participant_id":2,"value":"41"}','5fe7efbe39fae251fc7dca67784d6725','347d65a274f0b39a025ec1bc3590107ab4ae9169b99d46271cebac080a4b0ef6');
INSERT INTO "change" VALUES(20,8,'participant_attribute','[2,"site"]',NULL,'{"name":"site","participant_id":2,"value":"south"}','fc920e22df870ad8f4f40baac11750fb','30ca25e85d56b09f9dd9ae93434a830ca6241451517d49a647f6a8beafdc8a97');
INSERT INTO "change" VALUES(21,8,'theme_draft','[1]',NULL,'{"id":1,"name":"main","shown":1}','787951f89a118940b618651430c29807','3389e082f2ffee85368eede0b180bc2c92c15f21dd0e942ee64fd8805b6b02cc');
INSERT INTO "change" VALUES(22,8,'theme','[1]',NULL,'{"colour":"","draft_id":1,"essence":"what holds","from_code_id":null,"guid":null,"id":1,"name":"Being held","narrative":"","parent_id":null,"position":1,"scope_in":"","scope_out":"","status":"candidate","story":""}','89a807da9b6641cdc552da868dd04dd7','274e4b503bd575c97a60793d4fd8b490d4b4259ead3f00e0da15bbcd568f253b');
INSERT INTO "change" VALUES(23,8,'theme','[2]',NULL,'{"colour":"","draft_id":1,"essence":"","from_code_id":1,"guid":null,"id":2,"name":"Held by others","narrative":"","parent_id":1,"position":2,"scope_in":"","scope_out":"","status":"candidate","story":""}','8cf919a0b888b3f4904a85139ce5df2a','eefc1ae5372950b9559184d157669de1deb0b6153b749c5a4b883d3b914680f4');
INSERT INTO "change" VALUES(24,8,'theme_code','[1,1]',NULL,'{"code_id":1,"position":0,"theme_id":1}','98ad3dd61864ded8b0f6c60a9db37625','e7cd0a5e07cc0cdc45964993362413ef13734b81a48ba3eada41140519809c1e');
INSERT INTO "change" VALUES(25,8,'theme_code','[1,2]',NULL,'{"code_id":2,"position":0,"theme_id":1}','30ed2e84dbf3d073fd7e7e734027cfbc','ceace50cece7e5d2acaa0bb3928e1e4e3fe2bb190a69136c13d64e09421e1771');
INSERT INTO "change" VALUES(26,8,'theme_coding','[1,1]',NULL,'{"coding_id":1,"mark":"exemplary","reason":"says it all","theme_id":1}','d6316f1866c3aed9e9a67d2e8baba4cc','5b2a52870055c6fdd9cea448dcd0f91ad9dee325777bc971d88c5f8061616305');
INSERT INTO "change" VALUES(27,8,'theme_code','[2,1]',NULL,'{"code_id":1,"position":0,"theme_id":2}','c25dad0a505c6539241cc172394c846f','38469081c5874ce8aaa8df3992929d5d28ddf1c386a010e3b01b665c3c414391');
INSERT INTO "change" VALUES(28,8,'theme_code','[2,2]',NULL,'{"code_id":2,"position":0,"theme_id":2}','8e482397c378d5c6f48db950fe0cf4d5','878223634a1d020ea88d7406dd5c1ec42b0d51454ff2c3a35364e296b26ca167');
INSERT INTO "change" VALUES(29,8,'theme_coding','[2,2]',NULL,'{"coding_id":2,"mark":"exemplary","reason":"says it all","theme_id":2}','d0ee0e5cc1d42c89801ccfecbd172919','c4da860e9ce7de086e06249dd06f19f6910c85a9b2b41c928a87f20fa07653a0');
INSERT INTO "change" VALUES(30,8,'term_family','[1]',NULL,'{"id":1,"name":"breathe","position":1}','12c257ea44ebcc77d7be16b526c1a55c','0c18072fa957599da27ec8c54b960ee42bd69476d2ff57e44cb9e83153160722');
INSERT INTO "change" VALUES(31,8,'family_form','[1]',NULL,'{"family_id":1,"form":"breathe*","id":1,"verdict":"accepted"}','851d32d4cd30bb0be6dfd4fe0c481ad7','1d77b9702c5d8e901823121bd03af50464e4775028c928da865c291de9328928');
INSERT INTO "change" VALUES(32,8,'family_form','[2]',NULL,'{"family_id":1,"form":"breatheness","id":2,"verdict":"rejected"}','8661eadd37147289eb46d4a372a8bdd2','a4ed6b73f1137a45bebd944783257700b1497e6f17fa90bb3ad1cc0844c0b980');
INSERT INTO "change" VALUES(33,8,'screened_hit','[1,2,1,5]',NULL,'{"coder_id":1,"end":5,"family_id":1,"revision_id":2,"start":1,"verdict":"in"}','d9f70b868adc066fd9083dbd0968d76b','c70a766e52f35ea4b74fb57a989f2306df1b8ae714118041926c7825fa0c5443');
INSERT INTO "change" VALUES(34,8,'term_family','[2]',NULL,'{"id":2,"name":"safe","position":2}','892909f8283f6bfd7e137cb8c7827539','65963fd2acb77a0aaa4baa75213ce42bc3c16db86b7e27070342539ff5c8cebe');
INSERT INTO "change" VALUES(35,8,'family_form','[3]',NULL,'{"family_id":2,"form":"safe*","id":3,"verdict":"accepted"}','e49636d9f33e2535053a978ede417d1d','5708f7d678868eed0cb729eca830a8d18a504cedd949ff58e8904cee3f99f1f1');
INSERT INTO "change" VALUES(36,8,'family_form','[4]',NULL,'{"family_id":2,"form":"safeness","id":4,"verdict":"rejected"}','412b74319a47396a0a456f35b58013c8','26b9ec3478e571ca74779c1289f43609f9ad8c16b3de6d02eb7b20fcfa8b0675');
INSERT INTO "change" VALUES(37,8,'screened_hit','[2,2,1,5]',NULL,'{"coder_id":1,"end":5,"family_id":2,"revision_id":2,"start":1,"verdict":"in"}','7c6d0da0b592d2f54197313cdcc67b5a','b40b21180cd829988ef8b7b30ab5c6c5b9ccedfc6be699658c0ea39c6f4ccb62');
INSERT INTO "change" VALUES(38,8,'memo','[1]',NULL,'{"at":"2026-11-22T08:54:49.802Z","coder_id":1,"end":null,"guid":null,"id":1,"kind":"note","resolved":0,"revision_id":null,"start":null,"text":"why safety?","thing_id":1,"thing_kind":"code"}','cc7a42962aa39f1dca1cf3cce771b280','d78b5fa0b2cff7d293a7267aa98e53bb8f87cd135763d334ac90a066961e2642');
INSERT INTO "change" VALUES(39,8,'memo','[2]',NULL,'{"at":"2026-11-22T08:54:49.804Z","coder_id":1,"end":36,"guid":null,"id":2,"kind":"method","resolved":0,"revision_id":2,"start":23,"text":"told twice","thing_id":2,"thing_kind":"transcript"}','72ec9c02ad8df23359c71bb3c1e4f1e6','40a6571f2b08b23e29432c6cf73c6ed8236f5b3974adb21ab41b576cebcbda33');
INSERT INTO "change" VALUES(40,8,'theme_draft','[2]',NULL,'{"id":2,"name":"older","shown":0}','bc279b33b4ece58baa31f281450a3be9','6b87d14d88a90413aaa1a7c56acaf5482e33b6c128c18eade9b4830a93ae73f7');
INSERT INTO "change" VALUES(41,8,'theme_relation','[1]',NULL,'{"id":1,"kind":"leads to","note":"","source_id":1,"target_id":2}','ea7d75d3ff58df6cf4298762f1e2897a','e18c98f38babe14c8d57349dc3346a907e94719e444b28038e08dca8921b24fc');
INSERT INTO "change" VALUES(42,8,'saved_table','[1]',NULL,'{"configuration":"{}","id":1,"kind":"terms","name":"leads to"}','ce608183255358409141d8c5ba6a19c7','63bb99c110619b06e51c95279f69553f85f5b33b34a54cf199dbc96c91ec1398');
INSERT INTO "change" VALUES(43,8,'set_aside','[1]',NULL,'{"coder_id":1,"id":1,"reason":"","task":"leads to","thing_id":1,"thing_kind":"code"}','8c251d1e2d86267a27fcf2c6577787f4','dc6fecd4dce8c5dea2c410e72573db7a4e1aefec935a809128a3d4b2945504ba');
INSERT INTO "change" VALUES(44,8,'theme_relation','[2]',NULL,'{"id":2,"kind":"contrasts with","note":"","source_id":1,"target_id":2}','3545162f3d6fe668abed0ee254cd0d46','deef845d77eb76095b49015b9f624be0af3251bc21e378bb884702553781cd28');
INSERT INTO "change" VALUES(45,8,'saved_table','[2]',NULL,'{"configuration":"{}","id":2,"kind":"terms","name":"contrasts with"}','235d42b8f28a00c783b138ca4a5bf943','6ee38f9013f7e33007e29e347802b524c7cb1b6b87faefe02b5cc8950986bf57');
INSERT INTO "change" VALUES(46,8,'set_aside','[2]',NULL,'{"coder_id":1,"id":2,"reason":"","task":"contrasts with","thing_id":1,"thing_kind":"code"}','470a6e2c153c370b5f1b0da2b0ca3992','34e1a7cc8da165f5eca7724bfaa7da160f9ff799abba5d0c0434ec6198217fae');
INSERT INTO "change" VALUES(47,9,'coder','[2]',NULL,'{"colour":"","guid":null,"id":2,"name":"ben"}','fef6a2ece272d9368818901c6ed2202e','491f67de42635e9b2366d506cb6744299eff1fafcc1e9e05af83a499c6bfc6a8');
INSERT INTO "change" VALUES(48,10,'code','[3]',NULL,'{"colour":"","definition":"","guid":null,"id":3,"name":"third","parent_id":null,"position":3,"use_not":"","use_when":""}','247683e93ced02424b53dfeff844a7e6','dbdf1a150f0388877964f7376f27d6ab13bbd3ab4d8846674c62f8f98f7dc903');
CREATE TABLE code (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	guid VARCHAR, 
	name VARCHAR NOT NULL, 
	parent_id INTEGER, 
	definition VARCHAR NOT NULL, 
	use_when VARCHAR NOT NULL, 
	use_not VARCHAR NOT NULL, 
	colour VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	FOREIGN KEY(parent_id) REFERENCES code (id)
);
INSERT INTO "code" VALUES(1,NULL,'safety',NULL,'','','','',1);
INSERT INTO "code" VALUES(2,NULL,'trust',1,'','','','',2);
INSERT INTO "code" VALUES(3,NULL,'third',NULL,'','','','',3);
CREATE TABLE coder (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	guid VARCHAR, 
	name VARCHAR NOT NULL, 
	colour VARCHAR NOT NULL, 
	UNIQUE (name)
);
INSERT INTO "coder" VALUES(1,NULL,'ann','');
INSERT INTO "coder" VALUES(2,NULL,'ben','');
CREATE TABLE coding (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	guid VARCHAR, 
	code_id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	extract_hash VARCHAR NOT NULL, 
	coder_id INTEGER NOT NULL, 
	needs_review BOOLEAN NOT NULL, 
	UNIQUE (code_id, revision_id, start, "end", coder_id), 
	FOREIGN KEY(code_id) REFERENCES code (id), 
	FOREIGN KEY(revision_id) REFERENCES revision (id), 
	FOREIGN KEY(coder_id) REFERENCES coder (id)
);
INSERT INTO "coding" VALUES(1,NULL,1,2,23,36,'f520829edd0a55128acd5099e5ae3fbb',1,0);
INSERT INTO "coding" VALUES(2,NULL,2,2,23,36,'f520829edd0a55128acd5099e5ae3fbb',1,0);
CREATE TABLE content (
	sha256 VARCHAR NOT NULL, 
	packing VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	data BLOB NOT NULL, 
	PRIMARY KEY (sha256)
);
INSERT INTO "content" VALUES('58e1c3c2ee3c7dfa887e9318aeb313fc416e2715c2e4b3c0c3da10b269486f14','plain',66,X'50310A416E6E3A20486F772061726520796F753F0A42656E3A20492066656C7420736166652077697468207468656D2C206E61C3AF76652061732049207761732E0A');
INSERT INTO "content" VALUES('c5cf0bc4178de9b34b19bd7399fc0fe2e0d320e593b4547581bb00cfece69d0c','plain',63,X'416E6E3A20486F772061726520796F753F0A42656E3A20492066656C7420736166652077697468207468656D2C206E61C3AF76652061732049207761732E0A');
INSERT INTO "content" VALUES('9b29c39a1954e77552652ec6f301c0fa85d23fef795507b1181389a0aae0ead4','plain',72,X'7B22656E64223A36322C226C6162656C73223A5B22416E6E222C2242656E225D2C227061676573223A5B5D2C227475726E73223A5B5B302C352C305D2C5B31382C32332C315D5D7D');
INSERT INTO "content" VALUES('9505347fc13907fe426ac12c9928b5b4bc475e7436823e80fde7484eb5a6654e','plain',66,X'50320A416E6E3A20486F772061726520796F753F0A42656E3A20492066656C7420736166652077697468207468656D2C206E61C3AF76652061732049207761732E0A');
CREATE TABLE decision (
	number INTEGER NOT NULL, 
	at VARCHAR NOT NULL, 
	coder VARCHAR NOT NULL, 
	phase INTEGER NOT NULL, 
	verb VARCHAR NOT NULL, 
	label VARCHAR, 
	label_salt VARCHAR, 
	label_digest VARCHAR NOT NULL, 
	why VARCHAR, 
	why_salt VARCHAR, 
	why_digest VARCHAR NOT NULL, 
	batch VARCHAR, 
	undoes INTEGER, 
	redoes INTEGER, 
	schema_version INTEGER NOT NULL, 
	changes INTEGER NOT NULL, 
	changes_digest VARCHAR NOT NULL, 
	previous VARCHAR NOT NULL, 
	hash VARCHAR NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "decision" VALUES(1,'2026-11-22T08:54:49.736Z','ann',1,'new project','study','07a6c8ebd427a14dcbebf46c07b4abf2','cb35eddf739cdb39fe0bdec062101c4cb7eec12716e65ae6d206b03ea1c57ee8','','501bde57e770250da7dc2a520ab50068','de75cb57256c2b42f060024f5bd8a76076ace8c7b6b11af60fe32fdf499ddea0',NULL,NULL,NULL,1,2,'cf7061a6c5422dfab89536a17181c99e87eb468374f6bbba4fb262a69b18611a','0000000000000000000000000000000000000000000000000000000000000000','d42853bb714c6ca2b0a1413322a283bbddf8291ce215d0d5efecd36be1b278d0');
INSERT INTO "decision" VALUES(2,'2026-11-22T08:54:49.743Z','ann',1,'import transcript','P1','253289278a419085ea33ab3fe8ca98f7','e468e257d7341254b7f498fa062b24b096f05d43aa08a420b2ae28850fbae3cc','','cbcbdbc8b62db1dfd5b334cd9d6f1dc3','622d984020e2a59e090e10e3e975dd7b2e85d56073948310e3671c4a0c8eedf9',NULL,NULL,NULL,1,5,'fd2d05742c7a60bfcaf4b41bdf276d9c3f313790baed85a3dc7dc0e8db550f4f','d42853bb714c6ca2b0a1413322a283bbddf8291ce215d0d5efecd36be1b278d0','c7c5dbbcff5ca02258d6d1bc9f91f16a938d2509c0a97d46cab41d5d4111bd7d');
INSERT INTO "decision" VALUES(3,'2026-11-22T08:54:49.746Z','ann',1,'import transcript','P2','a89bc5c995e513579992023893d4c26b','8d5da096716c48092614c0283d58bcc539fcc1a772583d1648c4629ed96d000e','','258037daa608321f2f834181cba6cfe0','66be04d0ec315ae4cbf1f3d6a57de6932ddd16f26196f31a8f7e644f659d6550',NULL,NULL,NULL,1,4,'9635a666116504fe75c0585880c89825b4c8390761e8fe1414a49d0f7b0db57a','c7c5dbbcff5ca02258d6d1bc9f91f16a938d2509c0a97d46cab41d5d4111bd7d','10e1c3e4ffc2e8ae239a9c14ef95d7ce7e75fff48ebb2490318634f249614eb8');
INSERT INTO "decision" VALUES(4,'2026-11-22T08:54:49.753Z','ann',2,'add code','safety','b8e76be6d4450fdb5e372919ded7165e','66128d497a7e041c3642e9a68ebb285ac41fe36a439b4a6a8f4f68a53b2736d7','','4eaa47765dacc7e11cf273f7c2173d45','3451ec68bd7a93f611858e893a708730948d31a0372b567407c5ac95c3894d55',NULL,NULL,NULL,1,1,'3a173657076b47a814a19bea2af9d234c1159765aaa5dfac35b886715c202ce7','10e1c3e4ffc2e8ae239a9c14ef95d7ce7e75fff48ebb2490318634f249614eb8','1151493bd72ed634c60a33d0871028883ffcf06992ca07bd536edce7ab7fa9d6');
INSERT INTO "decision" VALUES(5,'2026-11-22T08:54:49.756Z','ann',2,'add code','trust','1e4212ee055de3255cb13a24ac526b82','d7e7db5876b77f78ef25befd56efa0d5eccf08a25f91036a4f5208e1bdb56161','','fe202e22b8aa0e609f9d60554594ad12','8a727b9d4551582507d41158320c0d280f6813bc9da29fbebd174087656f5f0a',NULL,NULL,NULL,1,1,'56739b0e9f39da9b617bc5ccc4b97be3de5d15943c9e43792d00503dddffea20','1151493bd72ed634c60a33d0871028883ffcf06992ca07bd536edce7ab7fa9d6','9e4f56e4b9149d41dd3db80e959bb3671df3e991aea7a4d6ff7d3a7c9c54275d');
INSERT INTO "decision" VALUES(6,'2026-11-22T08:54:49.758Z','ann',2,'apply code','','1c5c946d608267acfee58c6bfc5c952c','f3bac86256b8645746e6ffd582e605a285faec2fa3d4c2ea0ecf5ded2d4d8b2e','','8666d598569c60c559addc1336539f17','aef9953cef2e5af342f581b10fd28afadbcf833255a191c97e0333ab7130ac2a',NULL,NULL,NULL,1,1,'17fd67373108fa164e6f08691c13030882c9732434a170ef6d00ff7713fdf4ac','9e4f56e4b9149d41dd3db80e959bb3671df3e991aea7a4d6ff7d3a7c9c54275d','7fcc7b910b2a7294c43f990321c6572d63b28ee5b13a4f15f88a0ab3dfadf4fc');
INSERT INTO "decision" VALUES(7,'2026-11-22T08:54:49.760Z','ann',2,'apply code','','8ff3a67337c048ded2e83aacf3be218e','8f7d1b8bc57a6571c7e93573d8da312d45f6b4b351529a1042bf776b278b41ca','','4b483636f88e88bf46601365939a3a2f','14d0b3bafe3abe208d98bffd703d1b83a1f9498fbec1bea5b8a09074f0957918',NULL,NULL,NULL,1,1,'5f87f02853b0c1613926ff482eed59ca93f57e2131fc48ab2f5ac281c691110f','7fcc7b910b2a7294c43f990321c6572d63b28ee5b13a4f15f88a0ab3dfadf4fc','5961a3a207afc7b16ee61ca233544c2ac7090d4f13ffde97d0a92b437d87560a');
INSERT INTO "decision" VALUES(8,'2026-11-22T08:54:49.806Z','ann',2,'note things','','3e82859809d2cff6b327d7e0065b705b','0919c418d31d2a3108116909712fb0f313f906ff3d2f7029ef9a4ee8e1260fb5','to try every table','8af6e8e413f849d965a185330551871f','f5c199774f39d8b6673c13fe1c22d66605b5d6dd0fcbf9c1a7747c46b90642a8',NULL,NULL,NULL,1,31,'4978fc87cc4588f0f9135049eec5b65864faab4b5e73f3935adc82776e189ff4','5961a3a207afc7b16ee61ca233544c2ac7090d4f13ffde97d0a92b437d87560a','325c31c9c38ad43639447cc4de34a89194694686f20e157a46e624f428151d31');
INSERT INTO "decision" VALUES(9,'2026-11-22T08:54:49.809Z','ben',1,'add coder','ben','6181cd0abaee9ae26bcf38839546094e','7eaf8e9c3cd1d24b8cd10228ade5a61b439090de6e16bcb3c38686b561a17ed3','','e751770c5393311c7f878f9995291253','8b48327f3edd933442b8b0cd945e6082936372ec6d5d08152eaba71d4161923a',NULL,NULL,NULL,1,1,'863e18e4ae6f970426cde2c10722983efabb376aa6a95c91636f2506a4ddc6b7','325c31c9c38ad43639447cc4de34a89194694686f20e157a46e624f428151d31','fc03dc8e6ec8c7c7230a0c28697f12df7ccb620501404f4dc01a97b9b77bdf2e');
INSERT INTO "decision" VALUES(10,'2026-11-22T08:54:49.811Z','ben',2,'add code','third','f71036bbf844d0a07120fc2472719086','055e4f45f9562a617f414f5cf63c0524246b761513849740f5b1977a356515a9','','ee438be466ca6d06545db30b41c3bd82','d8af58a85ed2676261c1b9ba757e6dae6f8d874398fb3816e10171429ab43f16',NULL,NULL,NULL,1,1,'39486ac59be83cf035483c0d5bbf0d6715690023fd4928e22c1cf47337c6ed77','fc03dc8e6ec8c7c7230a0c28697f12df7ccb620501404f4dc01a97b9b77bdf2e','1e0a1a02ebedbb4d9ca3923955a21ae457eff0aa6b61bb39dea1c5173cf0d360');
CREATE TABLE family_form (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	family_id INTEGER NOT NULL, 
	form VARCHAR NOT NULL, 
	verdict VARCHAR NOT NULL, 
	UNIQUE (family_id, form), 
	FOREIGN KEY(family_id) REFERENCES term_family (id)
);
INSERT INTO "family_form" VALUES(1,1,'breathe*','accepted');
INSERT INTO "family_form" VALUES(2,1,'breatheness','rejected');
INSERT INTO "family_form" VALUES(3,2,'safe*','accepted');
INSERT INTO "family_form" VALUES(4,2,'safeness','rejected');
CREATE TABLE memo (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	guid VARCHAR, 
	kind VARCHAR NOT NULL, 
	thing_kind VARCHAR NOT NULL, 
	thing_id INTEGER NOT NULL, 
	revision_id INTEGER, 
	start INTEGER, 
	"end" INTEGER, 
	text VARCHAR NOT NULL, 
	coder_id INTEGER NOT NULL, 
	at VARCHAR NOT NULL, 
	resolved BOOLEAN NOT NULL, 
	FOREIGN KEY(revision_id) REFERENCES revision (id), 
	FOREIGN KEY(coder_id) REFERENCES coder (id)
);
INSERT INTO "memo" VALUES(1,NULL,'note','code',1,NULL,NULL,NULL,'why safety?',1,'2026-11-22T08:54:49.802Z',0);
INSERT INTO "memo" VALUES(2,NULL,'method','transcript',2,2,23,36,'told twice',1,'2026-11-22T08:54:49.804Z',0);
CREATE TABLE open_decision (
	number INTEGER NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE participant (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	guid VARCHAR, 
	pseudonym VARCHAR NOT NULL, 
	UNIQUE (pseudonym)
);
INSERT INTO "participant" VALUES(1,NULL,'Ben');
INSERT INTO "participant" VALUES(2,NULL,'Cleo');
CREATE TABLE participant_attribute (
	participant_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	PRIMARY KEY (participant_id, name), 
	FOREIGN KEY(participant_id) REFERENCES participant (id)
);
INSERT INTO "participant_attribute" VALUES(2,'age','41');
INSERT INTO "participant_attribute" VALUES(2,'site','south');
CREATE TABLE place (
	coder VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	PRIMARY KEY (coder, name)
);
CREATE TABLE project (
	id INTEGER NOT NULL, 
	guid VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	research_question VARCHAR NOT NULL, 
	approach VARCHAR NOT NULL, 
	orientation VARCHAR NOT NULL, 
	level VARCHAR NOT NULL, 
	phase INTEGER NOT NULL, 
	settings VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "project" VALUES(1,'dfce8a58-3dec-4270-8d35-37ede1a283ae','A year of it','en','','reflexive','inductive','semantic',1,'{}');
CREATE TABLE reading_place (
	transcript_id INTEGER NOT NULL, 
	coder VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	furthest INTEGER NOT NULL, 
	PRIMARY KEY (transcript_id, coder), 
	FOREIGN KEY(transcript_id) REFERENCES transcript (id) ON DELETE CASCADE
);
CREATE TABLE revision (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	transcript_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	text_sha256 VARCHAR NOT NULL, 
	turns_sha256 VARCHAR NOT NULL, 
	characters INTEGER NOT NULL, 
	turns INTEGER NOT NULL, 
	UNIQUE (transcript_id, number), 
	FOREIGN KEY(transcript_id) REFERENCES transcript (id)
);
INSERT INTO "revision" VALUES(1,1,1,'c5cf0bc4178de9b34b19bd7399fc0fe2e0d320e593b4547581bb00cfece69d0c','9b29c39a1954e77552652ec6f301c0fa85d23fef795507b1181389a0aae0ead4',62,2);
INSERT INTO "revision" VALUES(2,2,1,'c5cf0bc4178de9b34b19bd7399fc0fe2e0d320e593b4547581bb00cfece69d0c','9b29c39a1954e77552652ec6f301c0fa85d23fef795507b1181389a0aae0ead4',62,2);
CREATE TABLE saved_table (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	configuration VARCHAR NOT NULL, 
	UNIQUE (name)
);
INSERT INTO "saved_table" VALUES(1,'leads to','terms','{}');
INSERT INTO "saved_table" VALUES(2,'contrasts with','terms','{}');
CREATE TABLE screened_hit (
	family_id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	verdict VARCHAR NOT NULL, 
	coder_id INTEGER NOT NULL, 
	PRIMARY KEY (family_id, revision_id, start, "end"), 
	FOREIGN KEY(family_id) REFERENCES term_family (id), 
	FOREIGN KEY(revision_id) REFERENCES revision (id), 
	FOREIGN KEY(coder_id) REFERENCES coder (id)
);
INSERT INTO "screened_hit" VALUES(1,2,1,5,'in',1);
INSERT INTO "screened_hit" VALUES(2,2,1,5,'in',1);
CREATE TABLE set_aside (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	task VARCHAR NOT NULL, 
	thing_kind VARCHAR NOT NULL, 
	thing_id INTEGER NOT NULL, 
	reason VARCHAR NOT NULL, 
	coder_id INTEGER NOT NULL, 
	FOREIGN KEY(coder_id) REFERENCES coder (id)
);
INSERT INTO "set_aside" VALUES(1,'leads to','code',1,'',1);
INSERT INTO "set_aside" VALUES(2,'contrasts with','code',1,'',1);
CREATE TABLE speaker (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	transcript_id INTEGER NOT NULL, 
	label VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	participant_id INTEGER, 
	UNIQUE (transcript_id, label), 
	FOREIGN KEY(transcript_id) REFERENCES transcript (id), 
	FOREIGN KEY(participant_id) REFERENCES participant (id)
);
INSERT INTO "speaker" VALUES(1,1,'Ann','interviewer',NULL);
INSERT INTO "speaker" VALUES(2,1,'Ben','participant',1);
INSERT INTO "speaker" VALUES(3,2,'Ann','interviewer',NULL);
INSERT INTO "speaker" VALUES(4,2,'Ben','participant',1);
CREATE TABLE term_family (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	UNIQUE (name)
);
INSERT INTO "term_family" VALUES(1,'breathe',1);
INSERT INTO "term_family" VALUES(2,'safe',2);
CREATE TABLE theme (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	guid VARCHAR, 
	draft_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	parent_id INTEGER, 
	essence VARCHAR NOT NULL, 
	scope_in VARCHAR NOT NULL, 
	scope_out VARCHAR NOT NULL, 
	story VARCHAR NOT NULL, 
	narrative VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	colour VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	from_code_id INTEGER, 
	FOREIGN KEY(draft_id) REFERENCES theme_draft (id), 
	FOREIGN KEY(parent_id) REFERENCES theme (id), 
	FOREIGN KEY(from_code_id) REFERENCES code (id)
);
INSERT INTO "theme" VALUES(1,NULL,1,'Being held',NULL,'what holds','','','','','candidate','',1,NULL);
INSERT INTO "theme" VALUES(2,NULL,1,'Held by others',1,'','','','','','candidate','',2,1);
CREATE TABLE theme_code (
	theme_id INTEGER NOT NULL, 
	code_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	PRIMARY KEY (theme_id, code_id), 
	FOREIGN KEY(theme_id) REFERENCES theme (id), 
	FOREIGN KEY(code_id) REFERENCES code (id)
);
INSERT INTO "theme_code" VALUES(1,1,0);
INSERT INTO "theme_code" VALUES(1,2,0);
INSERT INTO "theme_code" VALUES(2,1,0);
INSERT INTO "theme_code" VALUES(2,2,0);
CREATE TABLE theme_coding (
	theme_id INTEGER NOT NULL, 
	coding_id INTEGER NOT NULL, 
	mark VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	PRIMARY KEY (theme_id, coding_id), 
	FOREIGN KEY(theme_id) REFERENCES theme (id), 
	FOREIGN KEY(coding_id) REFERENCES coding (id)
);
INSERT INTO "theme_coding" VALUES(1,1,'exemplary','says it all');
INSERT INTO "theme_coding" VALUES(2,2,'exemplary','says it all');
CREATE TABLE theme_draft (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR NOT NULL, 
	shown BOOLEAN NOT NULL, 
	UNIQUE (name)
);
INSERT INTO "theme_draft" VALUES(1,'main',1);
INSERT INTO "theme_draft" VALUES(2,'older',0);
CREATE TABLE theme_relation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	source_id INTEGER NOT NULL, 
	target_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	UNIQUE (source_id, target_id, kind), 
	FOREIGN KEY(source_id) REFERENCES theme (id), 
	FOREIGN KEY(target_id) REFERENCES theme (id)
);
INSERT INTO "theme_relation" VALUES(1,1,2,'leads to','');
INSERT INTO "theme_relation" VALUES(2,1,2,'contrasts with','');
CREATE TABLE transcript (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	guid VARCHAR, 
	title VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	source_name VARCHAR NOT NULL, 
	source_sha256 VARCHAR NOT NULL, 
	format VARCHAR NOT NULL, 
	encoding VARCHAR, 
	checked BOOLEAN NOT NULL, 
	UNIQUE (title)
);
INSERT INTO "transcript" VALUES(1,NULL,'P1',1,'P1.txt','58e1c3c2ee3c7dfa887e9318aeb313fc416e2715c2e4b3c0c3da10b269486f14','txt',NULL,0);
INSERT INTO "transcript" VALUES(2,NULL,'P2',1,'P2.txt','9505347fc13907fe426ac12c9928b5b4bc475e7436823e80fde7484eb5a6654e','txt',NULL,0);
CREATE TABLE transcript_attribute (
	transcript_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	PRIMARY KEY (transcript_id, name), 
	FOREIGN KEY(transcript_id) REFERENCES transcript (id)
);
INSERT INTO "transcript_attribute" VALUES(2,'wave','1');
INSERT INTO "transcript_attribute" VALUES(2,'site','north');
CREATE TABLE word (
	id INTEGER NOT NULL, 
	form VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE word_block (
	revision_id INTEGER NOT NULL, 
	rule VARCHAR NOT NULL, 
	words INTEGER NOT NULL, 
	ids BLOB NOT NULL, 
	starts BLOB NOT NULL, 
	PRIMARY KEY (revision_id), 
	FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE CASCADE
);
CREATE TABLE word_count (
	revision_id INTEGER NOT NULL, 
	label VARCHAR NOT NULL, 
	words INTEGER NOT NULL, 
	ids BLOB NOT NULL, 
	counts BLOB NOT NULL, 
	PRIMARY KEY (revision_id, label), 
	FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE CASCADE
);
CREATE INDEX ix_code_parent_id ON code (parent_id);
CREATE INDEX ix_transcript_source_sha256 ON transcript (source_sha256);
CREATE INDEX ix_decision_batch ON decision (batch);
CREATE INDEX decision_undoes ON decision (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX ix_change_decision ON change (decision);
CREATE INDEX change_row ON change (entity, "key");
CREATE INDEX ix_speaker_participant_id ON speaker (participant_id);
CREATE INDEX ix_theme_from_code_id ON theme (from_code_id);
CREATE INDEX ix_theme_parent_id ON theme (parent_id);
CREATE INDEX ix_screened_hit_revision_id ON screened_hit (revision_id);
CREATE INDEX ix_coding_revision_id ON coding (revision_id);
CREATE INDEX memo_thing ON memo (thing_kind, thing_id);
CREATE INDEX ix_theme_code_code_id ON theme_code (code_id);
CREATE INDEX ix_theme_relation_target_id ON theme_relation (target_id);
CREATE INDEX ix_theme_coding_coding_id ON theme_coding (coding_id);
CREATE TRIGGER "log_project_insert" AFTER INSERT ON "project" BEGIN SELECT RAISE(ABORT, 'qualwork: project changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'project', json_array(NEW."id"), NULL, json_object('approach', NEW."approach", 'guid', NEW."guid", 'id', NEW."id", 'language', NEW."language", 'level', NEW."level", 'orientation', NEW."orientation", 'phase', NEW."phase", 'research_question', NEW."research_question", 'settings', NEW."settings", 'title', NEW."title"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_project_update" AFTER UPDATE ON "project" WHEN json_object('approach', OLD."approach", 'guid', OLD."guid", 'id', OLD."id", 'language', OLD."language", 'level', OLD."level", 'orientation', OLD."orientation", 'phase', OLD."phase", 'research_question', OLD."research_question", 'settings', OLD."settings", 'title', OLD."title") IS NOT json_object('approach', NEW."approach", 'guid', NEW."guid", 'id', NEW."id", 'language', NEW."language", 'level', NEW."level", 'orientation', NEW."orientation", 'phase', NEW."phase", 'research_question', NEW."research_question", 'settings', NEW."settings", 'title', NEW."title") BEGIN SELECT RAISE(ABORT, 'qualwork: project changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'project', json_array(NEW."id"), json_object('approach', OLD."approach", 'guid', OLD."guid", 'id', OLD."id", 'language', OLD."language", 'level', OLD."level", 'orientation', OLD."orientation", 'phase', OLD."phase", 'research_question', OLD."research_question", 'settings', OLD."settings", 'title', OLD."title"), json_object('approach', NEW."approach", 'guid', NEW."guid", 'id', NEW."id", 'language', NEW."language", 'level', NEW."level", 'orientation', NEW."orientation", 'phase', NEW."phase", 'research_question', NEW."research_question", 'settings', NEW."settings", 'title', NEW."title"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_project_delete" AFTER DELETE ON "project" BEGIN SELECT RAISE(ABORT, 'qualwork: project changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'project', json_array(OLD."id"), json_object('approach', OLD."approach", 'guid', OLD."guid", 'id', OLD."id", 'language', OLD."language", 'level', OLD."level", 'orientation', OLD."orientation", 'phase', OLD."phase", 'research_question', OLD."research_question", 'settings', OLD."settings", 'title', OLD."title"), NULL, lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "keep_project_key" BEFORE UPDATE ON "project" WHEN OLD."id" IS NOT NEW."id" BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a project never changes'); END;
CREATE TRIGGER "log_coder_insert" AFTER INSERT ON "coder" BEGIN SELECT RAISE(ABORT, 'qualwork: coder changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'coder', json_array(NEW."id"), NULL, json_object('colour', NEW."colour", 'guid', NEW."guid", 'id', NEW."id", 'name', NEW."name"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_coder_update" AFTER UPDATE ON "coder" WHEN json_object('colour', OLD."colour", 'guid', OLD."guid", 'id', OLD."id", 'name', OLD."name") IS NOT json_object('colour', NEW."colour", 'guid', NEW."guid", 'id', NEW."id", 'name', NEW."name") BEGIN SELECT RAISE(ABORT, 'qualwork: coder changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'coder', json_array(NEW."id"), json_object('colour', OLD."colour", 'guid', OLD."guid", 'id', OLD."id", 'name', OLD."name"), json_object('colour', NEW."colour", 'guid', NEW."guid", 'id', NEW."id", 'name', NEW."name"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_coder_delete" AFTER DELETE ON "coder" BEGIN SELECT RAISE(ABORT, 'qualwork: coder changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'coder', json_array(OLD."id"), json_object('colour', OLD."colour", 'guid', OLD."guid", 'id', OLD."id", 'name', OLD."name"), NULL, lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "keep_coder_key" BEFORE UPDATE ON "coder" WHEN OLD."id" IS NOT NEW."id" BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a coder never changes'); END;
CREATE TRIGGER "log_transcript_insert" AFTER INSERT ON "transcript" BEGIN SELECT RAISE(ABORT, 'qualwork: transcript changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'transcript', json_array(NEW."id"), NULL, json_object('checked', NEW."checked", 'encoding', NEW."encoding", 'format', NEW."format", 'guid', NEW."guid", 'id', NEW."id", 'revision', NEW."revision", 'source_name', NEW."source_name", 'source_sha256', NEW."source_sha256", 'title', NEW."title"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_transcript_update" AFTER UPDATE ON "transcript" WHEN json_object('checked', OLD."checked", 'encoding', OLD."encoding", 'format', OLD."format", 'guid', OLD."guid", 'id', OLD."id", 'revision', OLD."revision", 'source_name', OLD."source_name", 'source_sha256', OLD."source_sha256", 'title', OLD."title") IS NOT json_object('checked', NEW."checked", 'encoding', NEW."encoding", 'format', NEW."format", 'guid', NEW."guid", 'id', NEW."id", 'revision', NEW."revision", 'source_name', NEW."source_name", 'source_sha256', NEW."source_sha256", 'title', NEW."title") BEGIN SELECT RAISE(ABORT, 'qualwork: transcript changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'transcript', json_array(NEW."id"), json_object('checked', OLD."checked", 'encoding', OLD."encoding", 'format', OLD."format", 'guid', OLD."guid", 'id', OLD."id", 'revision', OLD."revision", 'source_name', OLD."source_name", 'source_sha256', OLD."source_sha256", 'title', OLD."title"), json_object('checked', NEW."checked", 'encoding', NEW."encoding", 'format', NEW."format", 'guid', NEW."guid", 'id', NEW."id", 'revision', NEW."revision", 'source_name', NEW."source_name", 'source_sha256', NEW."source_sha256", 'title', NEW."title"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_transcript_delete" AFTER DELETE ON "transcript" BEGIN SELECT RAISE(ABORT, 'qualwork: transcript changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'transcript', json_array(OLD."id"), json_object('checked', OLD."checked", 'encoding', OLD."encoding", 'format', OLD."format", 'guid', OLD."guid", 'id', OLD."id", 'revision', OLD."revision", 'source_name', OLD."source_name", 'source_sha256', OLD."source_sha256", 'title', OLD."title"), NULL, lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "keep_transcript_key" BEFORE UPDATE ON "transcript" WHEN OLD."id" IS NOT NEW."id" BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a transcript never changes'); END;
CREATE TRIGGER "log_transcript_attribute_insert" AFTER INSERT ON "transcript_attribute" BEGIN SELECT RAISE(ABORT, 'qualwork: transcript_attribute changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'transcript_attribute', json_array(NEW."transcript_id", NEW."name"), NULL, json_object('name', NEW."name", 'transcript_id', NEW."transcript_id", 'value', NEW."value"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_transcript_attribute_update" AFTER UPDATE ON "transcript_attribute" WHEN json_object('name', OLD."name", 'transcript_id', OLD."transcript_id", 'value', OLD."value") IS NOT json_object('name', NEW."name", 'transcript_id', NEW."transcript_id", 'value', NEW."value") BEGIN SELECT RAISE(ABORT, 'qualwork: transcript_attribute changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'transcript_attribute', json_array(NEW."transcript_id", NEW."name"), json_object('name', OLD."name", 'transcript_id', OLD."transcript_id", 'value', OLD."value"), json_object('name', NEW."name", 'transcript_id', NEW."transcript_id", 'value', NEW."value"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_transcript_attribute_delete" AFTER DELETE ON "transcript_attribute" BEGIN SELECT RAISE(ABORT, 'qualwork: transcript_attribute changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'transcript_attribute', json_array(OLD."transcript_id", OLD."name"), json_object('name', OLD."name", 'transcript_id', OLD."transcript_id", 'value', OLD."value"), NULL, lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "keep_transcript_attribute_key" BEFORE UPDATE ON "transcript_attribute" WHEN OLD."transcript_id" IS NOT NEW."transcript_id" OR OLD."name" IS NOT NEW."name" BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a transcript_attribute never changes'); END;
CREATE TRIGGER "log_revision_insert" AFTER INSERT ON "revision" BEGIN SELECT RAISE(ABORT, 'qualwork: revision changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'revision', json_array(NEW."id"), NULL, json_object('characters', NEW."characters", 'id', NEW."id", 'number', NEW."number", 'text_sha256', NEW."text_sha256", 'transcript_id', NEW."transcript_id", 'turns', NEW."turns", 'turns_sha256', NEW."turns_sha256"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_revision_update" AFTER UPDATE ON "revision" WHEN json_object('characters', OLD."characters", 'id', OLD."id", 'number', OLD."number", 'text_sha256', OLD."text_sha256", 'transcript_id', OLD."transcript_id", 'turns', OLD."turns", 'turns_sha256', OLD."turns_sha256") IS NOT json_object('characters', NEW."characters", 'id', NEW."id", 'number', NEW."number", 'text_sha256', NEW."text_sha256", 'transcript_id', NEW."transcript_id", 'turns', NEW."turns", 'turns_sha256', NEW."turns_sha256") BEGIN SELECT RAISE(ABORT, 'qualwork: revision changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'revision', json_array(NEW."id"), json_object('characters', OLD."characters", 'id', OLD."id", 'number', OLD."number", 'text_sha256', OLD."text_sha256", 'transcript_id', OLD."transcript_id", 'turns', OLD."turns", 'turns_sha256', OLD."turns_sha256"), json_object('characters', NEW."characters", 'id', NEW."id", 'number', NEW."number", 'text_sha256', NEW."text_sha256", 'transcript_id', NEW."transcript_id", 'turns', NEW."turns", 'turns_sha256', NEW."turns_sha256"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_revision_delete" AFTER DELETE ON "revision" BEGIN SELECT RAISE(ABORT, 'qualwork: revision changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'revision', json_array(OLD."id"), json_object('characters', OLD."characters", 'id', OLD."id", 'number', OLD."number", 'text_sha256', OLD."text_sha256", 'transcript_id', OLD."transcript_id", 'turns', OLD."turns", 'turns_sha256', OLD."turns_sha256"), NULL, lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "keep_revision_key" BEFORE UPDATE ON "revision" WHEN OLD."id" IS NOT NEW."id" BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a revision never changes'); END;
CREATE TRIGGER "log_participant_insert" AFTER INSERT ON "participant" BEGIN SELECT RAISE(ABORT, 'qualwork: participant changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'participant', json_array(NEW."id"), NULL, json_object('guid', NEW."guid", 'id', NEW."id", 'pseudonym', NEW."pseudonym"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_participant_update" AFTER UPDATE ON "participant" WHEN json_object('guid', OLD."guid", 'id', OLD."id", 'pseudonym', OLD."pseudonym") IS NOT json_object('guid', NEW."guid", 'id', NEW."id", 'pseudonym', NEW."pseudonym") BEGIN SELECT RAISE(ABORT, 'qualwork: participant changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'participant', json_array(NEW."id"), json_object('guid', OLD."guid", 'id', OLD."id", 'pseudonym', OLD."pseudonym"), json_object('guid', NEW."guid", 'id', NEW."id", 'pseudonym', NEW."pseudonym"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_participant_delete" AFTER DELETE ON "participant" BEGIN SELECT RAISE(ABORT, 'qualwork: participant changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'participant', json_array(OLD."id"), json_object('guid', OLD."guid", 'id', OLD."id", 'pseudonym', OLD."pseudonym"), NULL, lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "keep_participant_key" BEFORE UPDATE ON "participant" WHEN OLD."id" IS NOT NEW."id" BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a participant never changes'); END;
CREATE TRIGGER "log_participant_attribute_insert" AFTER INSERT ON "participant_attribute" BEGIN SELECT RAISE(ABORT, 'qualwork: participant_attribute changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'participant_attribute', json_array(NEW."participant_id", NEW."name"), NULL, json_object('name', NEW."name", 'participant_id', NEW."participant_id", 'value', NEW."value"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_participant_attribute_update" AFTER UPDATE ON "participant_attribute" WHEN json_object('name', OLD."name", 'participant_id', OLD."participant_id", 'value', OLD."value") IS NOT json_object('name', NEW."name", 'participant_id', NEW."participant_id", 'value', NEW."value") BEGIN SELECT RAISE(ABORT, 'qualwork: participant_attribute changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'participant_attribute', json_array(NEW."participant_id", NEW."name"), json_object('name', OLD."name", 'participant_id', OLD."participant_id", 'value', OLD."value"), json_object('name', NEW."name", 'participant_id', NEW."participant_id", 'value', NEW."value"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_participant_attribute_delete" AFTER DELETE ON "participant_attribute" BEGIN SELECT RAISE(ABORT, 'qualwork: participant_attribute changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'participant_attribute', json_array(OLD."participant_id", OLD."name"), json_object('name', OLD."name", 'participant_id', OLD."participant_id", 'value', OLD."value"), NULL, lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "keep_participant_attribute_key" BEFORE UPDATE ON "participant_attribute" WHEN OLD."participant_id" IS NOT NEW."participant_id" OR OLD."name" IS NOT NEW."name" BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a participant_attribute never changes'); END;
CREATE TRIGGER "log_speaker_insert" AFTER INSERT ON "speaker" BEGIN SELECT RAISE(ABORT, 'qualwork: speaker changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'speaker', json_array(NEW."id"), NULL, json_object('id', NEW."id", 'label', NEW."label", 'participant_id', NEW."participant_id", 'role', NEW."role", 'transcript_id', NEW."transcript_id"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_speaker_update" AFTER UPDATE ON "speaker" WHEN json_object('id', OLD."id", 'label', OLD."label", 'participant_id', OLD."participant_id", 'role', OLD."role", 'transcript_id', OLD."transcript_id") IS NOT json_object('id', NEW."id", 'label', NEW."label", 'participant_id', NEW."participant_id", 'role', NEW."role", 'transcript_id', NEW."transcript_id") BEGIN SELECT RAISE(ABORT, 'qualwork: speaker changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'speaker', json_array(NEW."id"), json_object('id', OLD."id", 'label', OLD."label", 'participant_id', OLD."participant_id", 'role', OLD."role", 'transcript_id', OLD."transcript_id"), json_object('id', NEW."id", 'label', NEW."label", 'participant_id', NEW."participant_id", 'role', NEW."role", 'transcript_id', NEW."transcript_id"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_speaker_delete" AFTER DELETE ON "speaker" BEGIN SELECT RAISE(ABORT, 'qualwork: speaker changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'speaker', json_array(OLD."id"), json_object('id', OLD."id", 'label', OLD."label", 'participant_id', OLD."participant_id", 'role', OLD."role", 'transcript_id', OLD."transcript_id"), NULL, lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "keep_speaker_key" BEFORE UPDATE ON "speaker" WHEN OLD."id" IS NOT NEW."id" BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a speaker never changes'); END;
CREATE TRIGGER "log_code_insert" AFTER INSERT ON "code" BEGIN SELECT RAISE(ABORT, 'qualwork: code changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'code', json_array(NEW."id"), NULL, json_object('colour', NEW."colour", 'definition', NEW."definition", 'guid', NEW."guid", 'id', NEW."id", 'name', NEW."name", 'parent_id', NEW."parent_id", 'position', NEW."position", 'use_not', NEW."use_not", 'use_when', NEW."use_when"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_code_update" AFTER UPDATE ON "code" WHEN json_object('colour', OLD."colour", 'definition', OLD."definition", 'guid', OLD."guid", 'id', OLD."id", 'name', OLD."name", 'parent_id', OLD."parent_id", 'position', OLD."position", 'use_not', OLD."use_not", 'use_when', OLD."use_when") IS NOT json_object('colour', NEW."colour", 'definition', NEW."definition", 'guid', NEW."guid", 'id', NEW."id", 'name', NEW."name", 'parent_id', NEW."parent_id", 'position', NEW."position", 'use_not', NEW."use_not", 'use_when', NEW."use_when") BEGIN SELECT RAISE(ABORT, 'qualwork: code changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'code', json_array(NEW."id"), json_object('colour', OLD."colour", 'definition', OLD."definition", 'guid', OLD."guid", 'id', OLD."id", 'name', OLD."name", 'parent_id', OLD."parent_id", 'position', OLD."position", 'use_not', OLD."use_not", 'use_when', OLD."use_when"), json_object('colour', NEW."colour", 'definition', NEW."definition", 'guid', NEW."guid", 'id', NEW."id", 'name', NEW."name", 'parent_id', NEW."parent_id", 'position', NEW."position", 'use_not', NEW."use_not", 'use_when', NEW."use_when"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_code_delete" AFTER DELETE ON "code" BEGIN SELECT RAISE(ABORT, 'qualwork: code changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'code', json_array(OLD."id"), json_object('colour', OLD."colour", 'definition', OLD."definition", 'guid', OLD."guid", 'id', OLD."id", 'name', OLD."name", 'parent_id', OLD."parent_id", 'position', OLD."position", 'use_not', OLD."use_not", 'use_when', OLD."use_when"), NULL, lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "keep_code_key" BEFORE UPDATE ON "code" WHEN OLD."id" IS NOT NEW."id" BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a code never changes'); END;
CREATE TRIGGER "log_coding_insert" AFTER INSERT ON "coding" BEGIN SELECT RAISE(ABORT, 'qualwork: coding changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'coding', json_array(NEW."id"), NULL, json_object('code_id', NEW."code_id", 'coder_id', NEW."coder_id", 'end', NEW."end", 'extract_hash', NEW."extract_hash", 'guid', NEW."guid", 'id', NEW."id", 'needs_review', NEW."needs_review", 'revision_id', NEW."revision_id", 'start', NEW."start"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_coding_update" AFTER UPDATE ON "coding" WHEN json_object('code_id', OLD."code_id", 'coder_id', OLD."coder_id", 'end', OLD."end", 'extract_hash', OLD."extract_hash", 'guid', OLD."guid", 'id', OLD."id", 'needs_review', OLD."needs_review", 'revision_id', OLD."revision_id", 'start', OLD."start") IS NOT json_object('code_id', NEW."code_id", 'coder_id', NEW."coder_id", 'end', NEW."end", 'extract_hash', NEW."extract_hash", 'guid', NEW."guid", 'id', NEW."id", 'needs_review', NEW."needs_review", 'revision_id', NEW."revision_id", 'start', NEW."start") BEGIN SELECT RAISE(ABORT, 'qualwork: coding changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'coding', json_array(NEW."id"), json_object('code_id', OLD."code_id", 'coder_id', OLD."coder_id", 'end', OLD."end", 'extract_hash', OLD."extract_hash", 'guid', OLD."guid", 'id', OLD."id", 'needs_review', OLD."needs_review", 'revision_id', OLD."revision_id", 'start', OLD."start"), json_object('code_id', NEW."code_id", 'coder_id', NEW."coder_id", 'end', NEW."end", 'extract_hash', NEW."extract_hash", 'guid', NEW."guid", 'id', NEW."id", 'needs_review', NEW."needs_review", 'revision_id', NEW."revision_id", 'start', NEW."start"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_coding_delete" AFTER DELETE ON "coding" BEGIN SELECT RAISE(ABORT, 'qualwork: coding changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'coding', json_array(OLD."id"), json_object('code_id', OLD."code_id", 'coder_id', OLD."coder_id", 'end', OLD."end", 'extract_hash', OLD."extract_hash", 'guid', OLD."guid", 'id', OLD."id", 'needs_review', OLD."needs_review", 'revision_id', OLD."revision_id", 'start', OLD."start"), NULL, lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "keep_coding_key" BEFORE UPDATE ON "coding" WHEN OLD."id" IS NOT NEW."id" BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a coding never changes'); END;
CREATE TRIGGER "log_theme_draft_insert" AFTER INSERT ON "theme_draft" BEGIN SELECT RAISE(ABORT, 'qualwork: theme_draft changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'theme_draft', json_array(NEW."id"), NULL, json_object('id', NEW."id", 'name', NEW."name", 'shown', NEW."shown"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_theme_draft_update" AFTER UPDATE ON "theme_draft" WHEN json_object('id', OLD."id", 'name', OLD."name", 'shown', OLD."shown") IS NOT json_object('id', NEW."id", 'name', NEW."name", 'shown', NEW."shown") BEGIN SELECT RAISE(ABORT, 'qualwork: theme_draft changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'theme_draft', json_array(NEW."id"), json_object('id', OLD."id", 'name', OLD."name", 'shown', OLD."shown"), json_object('id', NEW."id", 'name', NEW."name", 'shown', NEW."shown"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_theme_draft_delete" AFTER DELETE ON "theme_draft" BEGIN SELECT RAISE(ABORT, 'qualwork: theme_draft changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'theme_draft', json_array(OLD."id"), json_object('id', OLD."id", 'name', OLD."name", 'shown', OLD."shown"), NULL, lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "keep_theme_draft_key" BEFORE UPDATE ON "theme_draft" WHEN OLD."id" IS NOT NEW."id" BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a theme_draft never changes'); END;
CREATE TRIGGER "log_theme_insert" AFTER INSERT ON "theme" BEGIN SELECT RAISE(ABORT, 'qualwork: theme changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'theme', json_array(NEW."id"), NULL, json_object('colour', NEW."colour", 'draft_id', NEW."draft_id", 'essence', NEW."essence", 'from_code_id', NEW."from_code_id", 'guid', NEW."guid", 'id', NEW."id", 'name', NEW."name", 'narrative', NEW."narrative", 'parent_id', NEW."parent_id", 'position', NEW."position", 'scope_in', NEW."scope_in", 'scope_out', NEW."scope_out", 'status', NEW."status", 'story', NEW."story"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_theme_update" AFTER UPDATE ON "theme" WHEN json_object('colour', OLD."colour", 'draft_id', OLD."draft_id", 'essence', OLD."essence", 'from_code_id', OLD."from_code_id", 'guid', OLD."guid", 'id', OLD."id", 'name', OLD."name", 'narrative', OLD."narrative", 'parent_id', OLD."parent_id", 'position', OLD."position", 'scope_in', OLD."scope_in", 'scope_out', OLD."scope_out", 'status', OLD."status", 'story', OLD."story") IS NOT json_object('colour', NEW."colour", 'draft_id', NEW."draft_id", 'essence', NEW."essence", 'from_code_id', NEW."from_code_id", 'guid', NEW."guid", 'id', NEW."id", 'name', NEW."name", 'narrative', NEW."narrative", 'parent_id', NEW."parent_id", 'position', NEW."position", 'scope_in', NEW."scope_in", 'scope_out', NEW."scope_out", 'status', NEW."status", 'story', NEW."story") BEGIN SELECT RAISE(ABORT, 'qualwork: theme changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'theme', json_array(NEW."id"), json_object('colour', OLD."colour", 'draft_id', OLD."draft_id", 'essence', OLD."essence", 'from_code_id', OLD."from_code_id", 'guid', OLD."guid", 'id', OLD."id", 'name', OLD."name", 'narrative', OLD."narrative", 'parent_id', OLD."parent_id", 'position', OLD."position", 'scope_in', OLD."scope_in", 'scope_out', OLD."scope_out", 'status', OLD."status", 'story', OLD."story"), json_object('colour', NEW."colour", 'draft_id', NEW."draft_id", 'essence', NEW."essence", 'from_code_id', NEW."from_code_id", 'guid', NEW."guid", 'id', NEW."id", 'name', NEW."name", 'narrative', NEW."narrative", 'parent_id', NEW."parent_id", 'position', NEW."position", 'scope_in', NEW."scope_in", 'scope_out', NEW."scope_out", 'status', NEW."status", 'story', NEW."story"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_theme_delete" AFTER DELETE ON "theme" BEGIN SELECT RAISE(ABORT, 'qualwork: theme changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'theme', json_array(OLD."id"), json_object('colour', OLD."colour", 'draft_id', OLD."draft_id", 'essence', OLD."essence", 'from_code_id', OLD."from_code_id", 'guid', OLD."guid", 'id', OLD."id", 'name', OLD."name", 'narrative', OLD."narrative", 'parent_id', OLD."parent_id", 'position', OLD."position", 'scope_in', OLD."scope_in", 'scope_out', OLD."scope_out", 'status', OLD."status", 'story', OLD."story"), NULL, lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "keep_theme_key" BEFORE UPDATE ON "theme" WHEN OLD."id" IS NOT NEW."id" BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a theme never changes'); END;
CREATE TRIGGER "log_theme_code_insert" AFTER INSERT ON "theme_code" BEGIN SELECT RAISE(ABORT, 'qualwork: theme_code changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'theme_code', json_array(NEW."theme_id", NEW."code_id"), NULL, json_object('code_id', NEW."code_id", 'position', NEW."position", 'theme_id', NEW."theme_id"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_theme_code_update" AFTER UPDATE ON "theme_code" WHEN json_object('code_id', OLD."code_id", 'position', OLD."position", 'theme_id', OLD."theme_id") IS NOT json_object('code_id', NEW."code_id", 'position', NEW."position", 'theme_id', NEW."theme_id") BEGIN SELECT RAISE(ABORT, 'qualwork: theme_code changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'theme_code', json_array(NEW."theme_id", NEW."code_id"), json_object('code_id', OLD."code_id", 'position', OLD."position", 'theme_id', OLD."theme_id"), json_object('code_id', NEW."code_id", 'position', NEW."position", 'theme_id', NEW."theme_id"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_theme_code_delete" AFTER DELETE ON "theme_code" BEGIN SELECT RAISE(ABORT, 'qualwork: theme_code changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'theme_code', json_array(OLD."theme_id", OLD."code_id"), json_object('code_id', OLD."code_id", 'position', OLD."position", 'theme_id', OLD."theme_id"), NULL, lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "keep_theme_code_key" BEFORE UPDATE ON "theme_code" WHEN OLD."theme_id" IS NOT NEW."theme_id" OR OLD."code_id" IS NOT NEW."code_id" BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a theme_code never changes'); END;
CREATE TRIGGER "log_theme_coding_insert" AFTER INSERT ON "theme_coding" BEGIN SELECT RAISE(ABORT, 'qualwork: theme_coding changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'theme_coding', json_array(NEW."theme_id", NEW."coding_id"), NULL, json_object('coding_id', NEW."coding_id", 'mark', NEW."mark", 'reason', NEW."reason", 'theme_id', NEW."theme_id"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_theme_coding_update" AFTER UPDATE ON "theme_coding" WHEN json_object('coding_id', OLD."coding_id", 'mark', OLD."mark", 'reason', OLD."reason", 'theme_id', OLD."theme_id") IS NOT json_object('coding_id', NEW."coding_id", 'mark', NEW."mark", 'reason', NEW."reason", 'theme_id', NEW."theme_id") BEGIN SELECT RAISE(ABORT, 'qualwork: theme_coding changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'theme_coding', json_array(NEW."theme_id", NEW."coding_id"), json_object('coding_id', OLD."coding_id", 'mark', OLD."mark", 'reason', OLD."reason", 'theme_id', OLD."theme_id"), json_object('coding_id', NEW."coding_id", 'mark', NEW."mark", 'reason', NEW."reason", 'theme_id', NEW."theme_id"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_theme_coding_delete" AFTER DELETE ON "theme_coding" BEGIN SELECT RAISE(ABORT, 'qualwork: theme_coding changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'theme_coding', json_array(OLD."theme_id", OLD."coding_id"), json_object('coding_id', OLD."coding_id", 'mark', OLD."mark", 'reason', OLD."reason", 'theme_id', OLD."theme_id"), NULL, lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "keep_theme_coding_key" BEFORE UPDATE ON "theme_coding" WHEN OLD."theme_id" IS NOT NEW."theme_id" OR OLD."coding_id" IS NOT NEW."coding_id" BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a theme_coding never changes'); END;
CREATE TRIGGER "log_theme_relation_insert" AFTER INSERT ON "theme_relation" BEGIN SELECT RAISE(ABORT, 'qualwork: theme_relation changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'theme_relation', json_array(NEW."id"), NULL, json_object('id', NEW."id", 'kind', NEW."kind", 'note', NEW."note", 'source_id', NEW."source_id", 'target_id', NEW."target_id"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_theme_relation_update" AFTER UPDATE ON "theme_relation" WHEN json_object('id', OLD."id", 'kind', OLD."kind", 'note', OLD."note", 'source_id', OLD."source_id", 'target_id', OLD."target_id") IS NOT json_object('id', NEW."id", 'kind', NEW."kind", 'note', NEW."note", 'source_id', NEW."source_id", 'target_id', NEW."target_id") BEGIN SELECT RAISE(ABORT, 'qualwork: theme_relation changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'theme_relation', json_array(NEW."id"), json_object('id', OLD."id", 'kind', OLD."kind", 'note', OLD."note", 'source_id', OLD."source_id", 'target_id', OLD."target_id"), json_object('id', NEW."id", 'kind', NEW."kind", 'note', NEW."note", 'source_id', NEW."source_id", 'target_id', NEW."target_id"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_theme_relation_delete" AFTER DELETE ON "theme_relation" BEGIN SELECT RAISE(ABORT, 'qualwork: theme_relation changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'theme_relation', json_array(OLD."id"), json_object('id', OLD."id", 'kind', OLD."kind", 'note', OLD."note", 'source_id', OLD."source_id", 'target_id', OLD."target_id"), NULL, lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "keep_theme_relation_key" BEFORE UPDATE ON "theme_relation" WHEN OLD."id" IS NOT NEW."id" BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a theme_relation never changes'); END;
CREATE TRIGGER "log_memo_insert" AFTER INSERT ON "memo" BEGIN SELECT RAISE(ABORT, 'qualwork: memo changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'memo', json_array(NEW."id"), NULL, json_object('at', NEW."at", 'coder_id', NEW."coder_id", 'end', NEW."end", 'guid', NEW."guid", 'id', NEW."id", 'kind', NEW."kind", 'resolved', NEW."resolved", 'revision_id', NEW."revision_id", 'start', NEW."start", 'text', NEW."text", 'thing_id', NEW."thing_id", 'thing_kind', NEW."thing_kind"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_memo_update" AFTER UPDATE ON "memo" WHEN json_object('at', OLD."at", 'coder_id', OLD."coder_id", 'end', OLD."end", 'guid', OLD."guid", 'id', OLD."id", 'kind', OLD."kind", 'resolved', OLD."resolved", 'revision_id', OLD."revision_id", 'start', OLD."start", 'text', OLD."text", 'thing_id', OLD."thing_id", 'thing_kind', OLD."thing_kind") IS NOT json_object('at', NEW."at", 'coder_id', NEW."coder_id", 'end', NEW."end", 'guid', NEW."guid", 'id', NEW."id", 'kind', NEW."kind", 'resolved', NEW."resolved", 'revision_id', NEW."revision_id", 'start', NEW."start", 'text', NEW."text", 'thing_id', NEW."thing_id", 'thing_kind', NEW."thing_kind") BEGIN SELECT RAISE(ABORT, 'qualwork: memo changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'memo', json_array(NEW."id"), json_object('at', OLD."at", 'coder_id', OLD."coder_id", 'end', OLD."end", 'guid', OLD."guid", 'id', OLD."id", 'kind', OLD."kind", 'resolved', OLD."resolved", 'revision_id', OLD."revision_id", 'start', OLD."start", 'text', OLD."text", 'thing_id', OLD."thing_id", 'thing_kind', OLD."thing_kind"), json_object('at', NEW."at", 'coder_id', NEW."coder_id", 'end', NEW."end", 'guid', NEW."guid", 'id', NEW."id", 'kind', NEW."kind", 'resolved', NEW."resolved", 'revision_id', NEW."revision_id", 'start', NEW."start", 'text', NEW."text", 'thing_id', NEW."thing_id", 'thing_kind', NEW."thing_kind"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_memo_delete" AFTER DELETE ON "memo" BEGIN SELECT RAISE(ABORT, 'qualwork: memo changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'memo', json_array(OLD."id"), json_object('at', OLD."at", 'coder_id', OLD."coder_id", 'end', OLD."end", 'guid', OLD."guid", 'id', OLD."id", 'kind', OLD."kind", 'resolved', OLD."resolved", 'revision_id', OLD."revision_id", 'start', OLD."start", 'text', OLD."text", 'thing_id', OLD."thing_id", 'thing_kind', OLD."thing_kind"), NULL, lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "keep_memo_key" BEFORE UPDATE ON "memo" WHEN OLD."id" IS NOT NEW."id" BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a memo never changes'); END;
CREATE TRIGGER "log_term_family_insert" AFTER INSERT ON "term_family" BEGIN SELECT RAISE(ABORT, 'qualwork: term_family changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'term_family', json_array(NEW."id"), NULL, json_object('id', NEW."id", 'name', NEW."name", 'position', NEW."position"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_term_family_update" AFTER UPDATE ON "term_family" WHEN json_object('id', OLD."id", 'name', OLD."name", 'position', OLD."position") IS NOT json_object('id', NEW."id", 'name', NEW."name", 'position', NEW."position") BEGIN SELECT RAISE(ABORT, 'qualwork: term_family changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'term_family', json_array(NEW."id"), json_object('id', OLD."id", 'name', OLD."name", 'position', OLD."position"), json_object('id', NEW."id", 'name', NEW."name", 'position', NEW."position"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_term_family_delete" AFTER DELETE ON "term_family" BEGIN SELECT RAISE(ABORT, 'qualwork: term_family changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'term_family', json_array(OLD."id"), json_object('id', OLD."id", 'name', OLD."name", 'position', OLD."position"), NULL, lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "keep_term_family_key" BEFORE UPDATE ON "term_family" WHEN OLD."id" IS NOT NEW."id" BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a term_family never changes'); END;
CREATE TRIGGER "log_family_form_insert" AFTER INSERT ON "family_form" BEGIN SELECT RAISE(ABORT, 'qualwork: family_form changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'family_form', json_array(NEW."id"), NULL, json_object('family_id', NEW."family_id", 'form', NEW."form", 'id', NEW."id", 'verdict', NEW."verdict"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_family_form_update" AFTER UPDATE ON "family_form" WHEN json_object('family_id', OLD."family_id", 'form', OLD."form", 'id', OLD."id", 'verdict', OLD."verdict") IS NOT json_object('family_id', NEW."family_id", 'form', NEW."form", 'id', NEW."id", 'verdict', NEW."verdict") BEGIN SELECT RAISE(ABORT, 'qualwork: family_form changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'family_form', json_array(NEW."id"), json_object('family_id', OLD."family_id", 'form', OLD."form", 'id', OLD."id", 'verdict', OLD."verdict"), json_object('family_id', NEW."family_id", 'form', NEW."form", 'id', NEW."id", 'verdict', NEW."verdict"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_family_form_delete" AFTER DELETE ON "family_form" BEGIN SELECT RAISE(ABORT, 'qualwork: family_form changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'family_form', json_array(OLD."id"), json_object('family_id', OLD."family_id", 'form', OLD."form", 'id', OLD."id", 'verdict', OLD."verdict"), NULL, lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "keep_family_form_key" BEFORE UPDATE ON "family_form" WHEN OLD."id" IS NOT NEW."id" BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a family_form never changes'); END;
CREATE TRIGGER "log_screened_hit_insert" AFTER INSERT ON "screened_hit" BEGIN SELECT RAISE(ABORT, 'qualwork: screened_hit changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'screened_hit', json_array(NEW."family_id", NEW."revision_id", NEW."start", NEW."end"), NULL, json_object('coder_id', NEW."coder_id", 'end', NEW."end", 'family_id', NEW."family_id", 'revision_id', NEW."revision_id", 'start', NEW."start", 'verdict', NEW."verdict"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_screened_hit_update" AFTER UPDATE ON "screened_hit" WHEN json_object('coder_id', OLD."coder_id", 'end', OLD."end", 'family_id', OLD."family_id", 'revision_id', OLD."revision_id", 'start', OLD."start", 'verdict', OLD."verdict") IS NOT json_object('coder_id', NEW."coder_id", 'end', NEW."end", 'family_id', NEW."family_id", 'revision_id', NEW."revision_id", 'start', NEW."start", 'verdict', NEW."verdict") BEGIN SELECT RAISE(ABORT, 'qualwork: screened_hit changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'screened_hit', json_array(NEW."family_id", NEW."revision_id", NEW."start", NEW."end"), json_object('coder_id', OLD."coder_id", 'end', OLD."end", 'family_id', OLD."family_id", 'revision_id', OLD."revision_id", 'start', OLD."start", 'verdict', OLD."verdict"), json_object('coder_id', NEW."coder_id", 'end', NEW."end", 'family_id', NEW."family_id", 'revision_id', NEW."revision_id", 'start', NEW."start", 'verdict', NEW."verdict"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_screened_hit_delete" AFTER DELETE ON "screened_hit" BEGIN SELECT RAISE(ABORT, 'qualwork: screened_hit changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'screened_hit', json_array(OLD."family_id", OLD."revision_id", OLD."start", OLD."end"), json_object('coder_id', OLD."coder_id", 'end', OLD."end", 'family_id', OLD."family_id", 'revision_id', OLD."revision_id", 'start', OLD."start", 'verdict', OLD."verdict"), NULL, lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "keep_screened_hit_key" BEFORE UPDATE ON "screened_hit" WHEN OLD."family_id" IS NOT NEW."family_id" OR OLD."revision_id" IS NOT NEW."revision_id" OR OLD."start" IS NOT NEW."start" OR OLD."end" IS NOT NEW."end" BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a screened_hit never changes'); END;
CREATE TRIGGER "log_saved_table_insert" AFTER INSERT ON "saved_table" BEGIN SELECT RAISE(ABORT, 'qualwork: saved_table changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'saved_table', json_array(NEW."id"), NULL, json_object('configuration', NEW."configuration", 'id', NEW."id", 'kind', NEW."kind", 'name', NEW."name"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_saved_table_update" AFTER UPDATE ON "saved_table" WHEN json_object('configuration', OLD."configuration", 'id', OLD."id", 'kind', OLD."kind", 'name', OLD."name") IS NOT json_object('configuration', NEW."configuration", 'id', NEW."id", 'kind', NEW."kind", 'name', NEW."name") BEGIN SELECT RAISE(ABORT, 'qualwork: saved_table changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'saved_table', json_array(NEW."id"), json_object('configuration', OLD."configuration", 'id', OLD."id", 'kind', OLD."kind", 'name', OLD."name"), json_object('configuration', NEW."configuration", 'id', NEW."id", 'kind', NEW."kind", 'name', NEW."name"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_saved_table_delete" AFTER DELETE ON "saved_table" BEGIN SELECT RAISE(ABORT, 'qualwork: saved_table changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'saved_table', json_array(OLD."id"), json_object('configuration', OLD."configuration", 'id', OLD."id", 'kind', OLD."kind", 'name', OLD."name"), NULL, lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "keep_saved_table_key" BEFORE UPDATE ON "saved_table" WHEN OLD."id" IS NOT NEW."id" BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a saved_table never changes'); END;
CREATE TRIGGER "log_set_aside_insert" AFTER INSERT ON "set_aside" BEGIN SELECT RAISE(ABORT, 'qualwork: set_aside changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'set_aside', json_array(NEW."id"), NULL, json_object('coder_id', NEW."coder_id", 'id', NEW."id", 'reason', NEW."reason", 'task', NEW."task", 'thing_id', NEW."thing_id", 'thing_kind', NEW."thing_kind"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_set_aside_update" AFTER UPDATE ON "set_aside" WHEN json_object('coder_id', OLD."coder_id", 'id', OLD."id", 'reason', OLD."reason", 'task', OLD."task", 'thing_id', OLD."thing_id", 'thing_kind', OLD."thing_kind") IS NOT json_object('coder_id', NEW."coder_id", 'id', NEW."id", 'reason', NEW."reason", 'task', NEW."task", 'thing_id', NEW."thing_id", 'thing_kind', NEW."thing_kind") BEGIN SELECT RAISE(ABORT, 'qualwork: set_aside changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'set_aside', json_array(NEW."id"), json_object('coder_id', OLD."coder_id", 'id', OLD."id", 'reason', OLD."reason", 'task', OLD."task", 'thing_id', OLD."thing_id", 'thing_kind', OLD."thing_kind"), json_object('coder_id', NEW."coder_id", 'id', NEW."id", 'reason', NEW."reason", 'task', NEW."task", 'thing_id', NEW."thing_id", 'thing_kind', NEW."thing_kind"), lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "log_set_aside_delete" AFTER DELETE ON "set_aside" BEGIN SELECT RAISE(ABORT, 'qualwork: set_aside changes only in a decision; use the program') WHERE NOT EXISTS (SELECT 1 FROM open_decision); INSERT INTO change (decision, entity, key, before, after, salt) SELECT number, 'set_aside', json_array(OLD."id"), json_object('coder_id', OLD."coder_id", 'id', OLD."id", 'reason', OLD."reason", 'task', OLD."task", 'thing_id', OLD."thing_id", 'thing_kind', OLD."thing_kind"), NULL, lower(hex(randomblob(16))) FROM open_decision; END;
CREATE TRIGGER "keep_set_aside_key" BEFORE UPDATE ON "set_aside" WHEN OLD."id" IS NOT NEW."id" BEGIN SELECT RAISE(ABORT, 'qualwork: the key of a set_aside never changes'); END;
CREATE TRIGGER "keep_decision_update" BEFORE UPDATE ON "decision" BEGIN SELECT RAISE(ABORT, 'qualwork: the log and its content are never changed'); END;
CREATE TRIGGER "keep_decision_delete" BEFORE DELETE ON "decision" BEGIN SELECT RAISE(ABORT, 'qualwork: the log and its content are never changed'); END;
CREATE TRIGGER "keep_change_delete" BEFORE DELETE ON "change" BEGIN SELECT RAISE(ABORT, 'qualwork: the log and its content are never changed'); END;
CREATE TRIGGER "keep_change_update" BEFORE UPDATE ON "change" WHEN OLD.digest IS NOT NULL OR NOT EXISTS (SELECT 1 FROM open_decision WHERE number = OLD.decision) OR NEW.entity IS NOT OLD.entity OR NEW.key IS NOT OLD.key OR NEW.before IS NOT OLD.before OR NEW.after IS NOT OLD.after OR NEW.salt IS NOT OLD.salt OR NEW.decision IS NOT OLD.decision OR NEW.id IS NOT OLD.id BEGIN SELECT RAISE(ABORT, 'qualwork: the log and its content are never changed'); END;
CREATE TRIGGER "guard_decision_insert" BEFORE INSERT ON "decision" WHEN NOT EXISTS (SELECT 1 FROM open_decision) BEGIN SELECT RAISE(ABORT, 'qualwork: decision changes only in a decision; use the program'); END;
CREATE TRIGGER "guard_change_insert" BEFORE INSERT ON "change" WHEN NOT EXISTS (SELECT 1 FROM open_decision) BEGIN SELECT RAISE(ABORT, 'qualwork: change changes only in a decision; use the program'); END;
CREATE TRIGGER "guard_content_insert" BEFORE INSERT ON "content" WHEN NOT EXISTS (SELECT 1 FROM open_decision) BEGIN SELECT RAISE(ABORT, 'qualwork: content changes only in a decision; use the program'); END;
CREATE TRIGGER "keep_content_update" BEFORE UPDATE ON "content" BEGIN SELECT RAISE(ABORT, 'qualwork: the log and its content are never changed'); END;
CREATE TRIGGER "keep_content_delete" BEFORE DELETE ON "content" BEGIN SELECT RAISE(ABORT, 'qualwork: the log and its content are never changed'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('change',48);
INSERT INTO "sqlite_sequence" VALUES('coder',2);
INSERT INTO "sqlite_sequence" VALUES('participant',2);
INSERT INTO "sqlite_sequence" VALUES('transcript',2);
INSERT INTO "sqlite_sequence" VALUES('revision',2);
INSERT INTO "sqlite_sequence" VALUES('speaker',4);
INSERT INTO "sqlite_sequence" VALUES('code',3);
INSERT INTO "sqlite_sequence" VALUES('coding',2);
INSERT INTO "sqlite_sequence" VALUES('theme_draft',2);
INSERT INTO "sqlite_sequence" VALUES('theme',2);
INSERT INTO "sqlite_sequence" VALUES('term_family',2);
INSERT INTO "sqlite_sequence" VALUES('family_form',4);
INSERT INTO "sqlite_sequence" VALUES('memo',2);
INSERT INTO "sqlite_sequence" VALUES('theme_relation',2);
INSERT INTO "sqlite_sequence" VALUES('saved_table',2);
INSERT INTO "sqlite_sequence" VALUES('set_aside',2);
COMMIT;
