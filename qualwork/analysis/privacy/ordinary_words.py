"""Words that are said so often that, in small letters, they are no sign of the name that is spelt like them.

A list can only be a floor: whatever else is no name in a study is said so once, with a line of the key that gives the
word itself as its pseudonym.
"""

from __future__ import annotations

_NAMES = """
abbey amber amity angel april art ash aspen aster august autumn barb basil bay bea beau bee belle berry beth bill birch
blaze bliss blossom bob bond booker boy brandy breeze brick bridge brook brooks buck bud buddy burn burns bush butler
candy cash cat chance charity chase chip chuck clay cliff clove cliffs coal cole colt constant cook cookie coral cord
cross crystal cutter daisy dale dan dandy dash dawn day dean deb dee dell desire destiny dick diamond doe don dot
dove drew duke dusty earl early earnest ebony ember ernest eve ever faith fanny fawn fay fern field fisher flower ford
forest fox franc frank free fuller gale gall garland gay gene gem genesis ginger glad gold goldie good grace grant gray
green grey grove guy gus hale hall harmony harper harry hart haven hawk hay hazel heath heather heaven herb hero hill
hills holly honey hood hope house hunt hunter iris iron ivory ivy jack jade jasmine jay jazz jean jeans jet jewel jim
job john josh joy judge june juniper justice kay kerry king kit knight lake lance land lane lark laurel law lee les
liberty lie light lily linen little lone long lord love low lucky luna mac major may maria mark marks marsh mason max
mead meadow melody mercy merry mike mill miller mills miracle misty mitch moor moore moss myrtle neat nick noble norm
north oak ocean olive opal page park parker parks pat patience peace pearl penny pepper perry peter piper pierce plum
pleasant pool poppy port porter post prairie price pride prince princess prudence queen rain ralph ranger rave raven
ray red reed reef rich river rivers rob robin rock rocky rod roman rook rose rosemary roses rowan ruby rush rusty rye
sage sailor sally sandy savannah scarlet scout sea serene serenity shade shay shelly sheriff sherry shine short singer
skip skipper sky smith snow sonny spring star stark stella sterling stone storm strong stormy stuff sue summer sunny
swan sweet sylvan tad taylor teal teddy temple terry tiger tim tom tony trinity trip true tucker tyler vale van vi vic
victor victory viola violet wade walker wall ward ware warren wayne weaver webb wells west whit white will willow wills
winter wolf wood woods wren young zen
"""
_COMMON = """
a able about above across act actually after again against age ago agree air al all almost alone along already also
although always am amazing among an and another answer any anybody anyone anything anyway apart are area around as ask
asked at away b back bad band bank bar based basically be bear beat became because become bed been before began begin
behind being believe below best better between big bit black blue board body book books born both bought box boys break
bring brother brought brown bus business but buy by c call called came can cannot car care carry case cause center
certain change check child children choice church city class clean clear clearly close cold come comes common company
completely could country couple course d da dad daily daughter day days de dead deal dear death decide deep definitely
del depends der di did die different difficult dinner does dog doing done door dos down drive du during e each
easy eat ed either el else em en end enough er es especially et even evening event every everybody everyone
everything everywhere ex exactly example experience eye eyes f face fact fair fall family far fast father fear
feel feeling feels felt few
fifth final finally find fine fire first fit five follow food for form forth found four friend friends from front full
fun funny future g game gave general generally get getting girl girls give given glass go god goes going gone gonna got
great group grow guess guys h ha had half hand hang happen happened happens happy hard has have having he head health
hear heard heart hello help hence her here hers herself hey hi high him himself his history ho hold home honest
honestly hot hour hours how however huge human hundred i id idea if il im imagine important in indeed inside instead
interesting into is issue it its itself j just k keep kept kid kids kind kinda kitchen knew know known knows l la lack
large last late later lay le lead learn learned least leave left less let level li life like liked line list listen
live lived lives living lo local longer look looked looking looks lost lot lots loud luck lunch m ma made main make
makes making man many matter maybe me mean meaning means meant meet meeting men mention met mhm mi middle might mile
mind mine minute minutes miss mm moment money month months more morning most mostly mother move moved much mum music
must my myself n name named names near nearly need needed needs never new next nice night nine no nobody none nope nor
normal not note nothing now number o obviously of off often oh ok okay old on once one ones only onto open or order
other others our ours ourselves out outside over own p pa paid pain paper parents part past pay people per perfect
perhaps person personal phone pick picture piece place plan play plus point poor possible power pretty probably problem
programme project pull purple put q question questions quick quickly quiet quite r ran rather read reading ready real
really reason remember rest right road role room round run s sad safe said same sang sat saturday save saw say saying
says school science sea second see seem seemed seems seen self sell send sense sent set seven several shall she shit
shop should show shut sick side similar simple simply since sing sister sit six size sleep slow slowly small so social
some somebody somehow someone something sometimes somewhere son song soon sorry sort sound sounds speak speaking
special spend spent staff stand start started starting state stay step still stood stop stopped story street student
students study such suddenly sun sunday support supposed sure sweat system t table take taken takes taking talk talked
talking tall tea teach teacher team tell tells ten term terms test than thank thanks that thats the their theirs them
themselves then there therefore these they thing things think thinking third this those though thought thousand three
through throughout thus time times to today together told tomorrow tonight too took top total totally touch toward town
train tree tried try trying tuesday turn turned two type u uh um un uncle under understand unless until up upon us use
used using usual usually v very view visit w wait wake walk walked want wanted wants war warm was watch water way ways
we wear wednesday week weekend weeks well went were what whatever when whenever where wherever whether which while who
whoever whole whom whose why wide wife wish with within without woman women won wonder word words work worked working
works world worry worse worst would wow write writing wrong wrote x y ya ye yeah year years yell yes yesterday yet yo
you your yours yourself z zero
"""
COMMON = frozenset(_COMMON.split())
ORDINARY = COMMON.union(_NAMES.split())
"""Folded. Names among them are found in small letters only where the key has them so."""

_PARTICLES = "mr mrs ms miss dr prof sir von van der den de da do dos das di du la le el al bin ibn y e"
NO_NAMES = frozenset(_PARTICLES.split())
"""Parts of a name that say nothing by themselves."""
