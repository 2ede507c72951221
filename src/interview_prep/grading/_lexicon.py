"""The word lists that grading reads by: small words, short forms, units, opposites."""

STOP = """
a about above after again against all also am an and any are as at be because been before being below between both
but by can could did do does doing done down during each etc even every few for from further get gets getting give
go goes going got had has have having he her here hers him his how i if in into is it its just keep kept let like
made make makes making many may me might more most much must my need needs no nor not of off on once one only or
other our ours out over own per put really same say see set shall she should so some such take takes than that the
their them then there these they thing things this those through to too under until up us use used uses using very
via was way we well were what when where which while who why will with within without would yes you your im ive dont
doesnt didnt cant wont isnt arent wasnt werent id youre thats theres lets
"""

# What fills an answer without saying anything about its question.
FILLER = """
question answer great good interesting important topic thing think believe well basically actually essentially really
depend various aspect consider talk discuss explain describe point know various lot generally certainly definitely
obviously clearly simply absolutely honest honestly sure okay ok yes mean ask asked asking experience first firstly
finally address today here regard regarding concern concerning
"""

# Words that announce terms and say nothing of them, and those that may stand beside such a word.
LISTING = """
term terminology keyword word concept topic idea notion buzzword vocabulary glossary list tag theme know heard mention
involved
"""
BESIDE_LISTING = "key important relevant main core related essential technical"

# One short form and what it stands for a pair.
ALIASES = """
k8s kubernetes, kube kubernetes, postgres postgresql, pg postgresql, psql postgresql, js javascript, ts typescript,
py python, db database, dbs database, env environment, envs environment, config configuration, configs configuration,
repo repository, auth authentication, authn authentication, authz authorization, params parameter, param parameter,
perf performance, infra infrastructure, ml machine-learning, ai artificial-intelligence, knn k-nn,
ann approximate-neighbor, tf terraform, tfidf tf-idf, docs document, doc document, prod production, dev development,
ops operation, mins minute, dynamo dynamodb, ddb dynamodb, es elasticsearch, cfn cloudformation, sm sagemaker,
apigw gateway, creds credential, perms permission, msg message, msgs message, async asynchronous, sync synchronous,
comms communication, attrs attribute, deps dependency, dep dependency, di injection, tok token, toks token, vec vector,
vecs vector, emb embedding, embs embedding, hist history, conv conversation, convo conversation, convos conversation,
img image, imgs image, behaviour behavior, colour color, centre center, licence license, favour favor,
optimise optimize, analyse analyze, catalogue catalog, grey gray, labelled label, modelling model
"""

# Spellings of a unit, the base unit of its dimension, and how many of these it is.
UNITS = """
ns nanosecond nanoseconds = s 1e-9
us µs μs microsecond microseconds = s 1e-6
ms msec millisecond milliseconds millis = s 1e-3
s sec secs second seconds = s 1
m min mins minute minutes = s 60
h hr hrs hour hours = s 3600
d day days = s 86400
w wk week weeks = s 604800
month months = s 2592000
quarter quarters = s 7776000
y yr year years = s 31536000
b byte bytes = B 1
kb kib = B 1e3
mb mib meg megs megabyte megabytes = B 1e6
gb gib gig gigs gigabyte gigabytes = B 1e9
tb tib terabyte terabytes = B 1e12
pb = B 1e15
% percent pct = % 1
$ usd dollar dollars = $ 1
€ eur euro euros = € 1
x times fold = x 1
hz = Hz 1
khz = Hz 1e3
mhz = Hz 1e6
ghz = Hz 1e9
bit bits = bit 1
"""

SCALES = {"k": 1e3, "thousand": 1e3, "million": 1e6, "mio": 1e6, "billion": 1e9, "bn": 1e9, "hundred": 100.0}

ONES = "one two three four five six seven eight nine"
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

NEGATION = (
    r"not|no|never|none|nothing|nobody|without|cannot|can['’]?t|neither|nor|hardly|instead of|rather than|\w+n['’]t|"
    r"dont|doesnt|didnt|isnt|wont|arent|avoid(?:s|ed)?|skip(?:ped)?|unnecessary|impossible|disabled?|pointless"
)

OPPOSITES = """
increase decrease, increases reduces, raise lower, raises lowers, more less, more fewer, high low, higher lower,
highest lowest, maximum minimum, maximize minimize, before after, first last, faster slower, fast slow, larger smaller,
large small, big small, longer shorter, long short, always never, every never, enable disable, enabled disabled, on off,
allow deny, allowed denied, synchronous asynchronous, online offline, static dynamic, automatic manual,
automatically manually, automated manual, mutable immutable, public private, internal external, add remove, start stop,
input output, encode decode, encrypt decrypt, encoder decoder, upper lower, single multiple, one many, same different,
shared separate, cheap expensive, cheaper dearer, strong weak, stronger weaker, dense sparse, supervised unsupervised,
local remote, horizontal vertical, linear quadratic, parallel sequential, parallel serial, stateful stateless,
read write, reads writes, client server, forward backward, best worst, better worse, required optional,
permanent temporary, real-time batch, realtime batch, queue stack, breadth depth, independent dependent,
necessary unnecessary, improves worsens, improve degrade, precision recall, training inference, easier harder,
simple complex, global local, symmetric asymmetric, hot cold, narrow wide, open closed, managed self-managed
"""

IRREGULAR_PAST = """
was were had did went got took made gave came saw knew found told said led ran built wrote brought bought caught chose
drew drove fell felt fought held kept left lost meant met paid put rebuilt sat sent set shipped showed spent split spoke
stood taught thought understood won began broke cut dug hit let
"""
