"""Word lists of English requests: words that name no subject. Grammar and office talk, of no one request."""

# Function words, request frames, and words that stand for the request, the law or the authority.
EMPTY_WORDS = frozenset(
    """
    a an the this that these those it its them they their he she his her i me my mine we us our you your yours
    of to in on at by for from with within about under as and or but if so not no nor than then is are was were
    be been being am do does did done doing have has had having can could may might must will would shall should
    ought please kindly pls thank thanks also too very just only any all some each every other such same both
    either further more most well like want wish need require request requests requesting requested ask asks
    asking asked know see send sent give given giving provide provided providing supply supplied tell told state
    list show say release disclose let lets make made making get got grateful glad pleased obliged appreciate
    appreciated following follows below above information info data facts details detail question questions
    freedom act acts foi foia foisa eir eirs regulations environmental regulation section access law statute
    2000 2004 1998 2002 2018 scotland purposes public authority council borough organisation trust university
    force service here there which who whom whose what when where why how whether one ones thing things order
    regarding relating relation respect regards letter write writing wrote hereby therefore formal formally hope
    able according accordance exercise right rights entitled entitle due use next out up down into per via now
    dear re namely though suitable would answered answers answer respond response receive receiving received
    pursuant formally submit submitting virtue provisions
    look forward hearing back soon much many hold held recorded holding everything anything great nice helpful
    hello hi hiya morning afternoon evening results useful good happy ok okay perfect really available part particular
    instance example d m s t re ve ll
    """.split()  # noqa: SIM905
)

# Words about files, media, layout and the sending of answers.
FORMAT_WORDS = frozenset(
    """
    excel excell xls xlsx csv pdf word spreadsheet spreadsheets sheet sheets workbook file files format formats
    formatted electronic electronically digital email emails emailed e-mail machine readable machine-readable
    read table tables tabular document documents e-document hard paper attachment attachments attached attach
    link links linked url urls web page pages website online published locked cells cell password column columns
    field fields heading headings row rows layout simple plain handy best reply replies software
    converted copies copy e-copies searchable delivered post posted download scanned tab tabs separate form
    forms preferred preferably ideally possible convenient suitable fine simpler easier enough welcome return
    fill complete completed straight reasonably practicable address
    """.split()  # noqa: SIM905
)

# Words that only divide an answer: periods, shares, sorts.
DIVIDING_WORDS = frozenset(
    """
    split break broken breakdown separate separately separated yearly monthly annual annually weekly daily year
    years month months week weeks total totals sum sums number numbers figure figures two three four five six
    ten kind kinds type types category categories period periods group groups grouped average percentage
    percentages share proportion quarter quarters calendar financial tax individually apart
    """.split()  # noqa: SIM905
)
