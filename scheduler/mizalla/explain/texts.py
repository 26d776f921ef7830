"""All texts of explanations, in English and Arabic, in one place.

Values in braces are names (in the language of the text) and numbers as ``say`` writes them.
"""

from mizalla.explain.explanation import Lang

TEXTS: dict[str, dict[Lang, str]] = {
    "village": {
        "en": "{village} needs {needed} of {parcel} and gets {served}: {ratio}.",
        "ar": "تحتاج {village} إلى {needed} من {parcel} وتحصل على {served}: {ratio}.",
    },
    "full": {
        "en": "It gets all it needs; nothing holds it back.",
        "ar": "تحصل على كل ما تحتاج إليه؛ لا شيء يقيّدها.",
    },
    "coverage_decided": {
        "en": "Coverage decided, the worst-off first: it was settled in round {round} of {rounds}, "
        "at {level}, together with {peers} other needs. Proven: nobody can give it more without "
        "giving less to a village that is no better off.",
        "ar": "حُسم الأمر بالتغطية، والأقل حظًا أولًا: تقرر نصيبها في الجولة {round} من {rounds} عند "
        "{level} مع {peers} احتياجًا آخر. وثبت أنه لا يمكن زيادتها إلا بإنقاص قرية ليست أحسن حالًا.",
    },
    "choices_decided": {
        "en": "Coverage decided, the worst-off first: it was settled in round {round} of {rounds}, "
        "at {level}, together with {peers} other needs. With the choices of {rules} as they are, "
        "nobody can give it more without giving less to a village that is no better off; with "
        "others, it is proven only that it can't have more than {bound} while nobody else gets "
        "less.",
        "ar": "حُسم الأمر بالتغطية، والأقل حظًا أولًا: تقرر نصيبها في الجولة {round} من {rounds} عند "
        "{level} مع {peers} احتياجًا آخر. ومع بقاء اختيارات {rules} كما هي لا يمكن زيادتها إلا "
        "بإنقاص قرية ليست أحسن حالًا؛ أما مع غيرها فالثابت فقط أنها لا تتجاوز {bound} ما لم ينقص "
        "غيرها.",
    },
    "choices_shut": {
        "en": "As {rules} were decided, nothing comes to it; it is proven only that it can't have "
        "more than {bound} while nobody else gets less.",
        "ar": "كما تقررت {rules} لا يصلها شيء؛ والثابت فقط أنها لا تتجاوز {bound} ما لم ينقص "
        "غيرها.",
    },
    "own_decided": {
        "en": "What its own village can hand over decided, in round {round} of {rounds}: {level} "
        "is the most that its points can take in.",
        "ar": "حُسم الأمر بما تستطيع القرية نفسها توزيعه، في الجولة {round} من {rounds}: {level} هو "
        "أقصى ما تستوعبه نقاط توزيعها.",
    },
    "out_of_reach": {
        "en": "Nothing can be brought to it: no stock has a lane to its points that a truck and "
        "the rules allow.",
        "ar": "لا يمكن أن يصلها شيء: لا مخزون له طريق إلى نقاط توزيعها تسمح به شاحنة والقواعد.",
    },
    "other_goal_decided": {
        "en": "The goal that decided is {goal}, which comes before coverage in this campaign.",
        "ar": "الهدف الذي حسم الأمر هو {goal}، وهو يسبق التغطية في هذه الحملة.",
    },
    "tolerance_decided": {
        "en": "Coverage could give it {bound}; within the tolerance of {tolerance} later goals "
        "took some of it.",
        "ar": "كانت التغطية تتيح لها {bound}؛ وفي حدود التفاوت المسموح {tolerance} أخذت أهداف "
        "لاحقة جزءًا منه.",
    },
    "whole": {
        "en": "Whole parcels took the last {parts} of a parcel.",
        "ar": "ضاع الباقي ({parts} من الكرتونة) لأن الكراتين لا تُجزّأ.",
    },
    "not_worked_out": {
        "en": "Which rules hold each round down was not kept with this run, which is too large to "
        "work it out now; the bounds and prices of its rules are.",
        "ar": "لم يُحفظ مع هذه الخطة ما يقيّد كل جولة، وهي أكبر من أن يُحسب ذلك الآن؛ أما حدود "
        "القواعد وأسعارها فمحفوظة.",
    },
    "held_back": {
        "en": "What holds it back, what says most first:",
        "ar": "ما يقيّدها، والأهم أولًا:",
    },
    "no_blocker": {
        "en": "No rule has a price here: where its stock lies and which trucks get there decide.",
        "ar": "لا قاعدة لها سعر هنا: الحاسم هو مكان المخزون والشاحنات التي تصل إليها.",
    },
    "blocker": {
        "en": "{rule}{where}, from {provider}: {reason} {unit_more} would raise it by {points}, "
        "{parcels} here. {holds}",
        "ar": "{rule}{where}، من {provider}: {reason} {unit_more} ترفعها بمقدار {points}، أي "
        "{parcels} هنا. {holds}",
    },
    "holds_range": {
        "en": "That holds up to {high} more, and down to {low} less: proven.",
        "ar": "ويصح ذلك حتى زيادة {high} ونقصان {low}: وهذا مُثبت.",
    },
    "holds_up": {
        "en": "That holds for any more, and down to {low} less: proven.",
        "ar": "ويصح ذلك لأي زيادة، وحتى نقصان {low}: وهذا مُثبت.",
    },
    "holds_solved": {
        "en": "For that the levels were solved again; the first bit of it gives most, {price} a "
        "unit up to {high}.",
        "ar": "وقد أُعيد حل المستويات لهذا؛ وأول الزيادة أكثرها أثرًا: {price} للوحدة حتى {high}.",
    },
    "holds_at_most": {
        "en": "More units give that much each at most; how far it is exact was not worked out "
        "(--verify plans anew).",
        "ar": "وكل وحدة إضافية تعطي هذا القدر على الأكثر؛ ولم يُحسب إلى أي حد يصح بالضبط "
        "(استعمل --verify لإعادة التخطيط).",
    },
    "used": {
        "en": "It is served from {origin} ({quantity}, {cost} each on average).",
        "ar": "تُخدم من {origin} ({quantity}، بمتوسط {cost} للواحدة).",
    },
    "next_best": {
        "en": "The next-best source: {origin} with {carrier}, {km} away, {cost} a parcel. {lost}",
        "ar": "المصدر التالي الأنسب: {origin} بواسطة {carrier}، على بعد {km}، بتكلفة {cost} "
        "للكرتونة. {lost}",
    },
    "lost_stock": {
        "en": "It lost because all of {parcel} there is handed out.",
        "ar": "لم يُختر لأن كل ما فيه من {parcel} قد وُزّع.",
    },
    "lost_rule": {
        "en": "It lost because {rule} is full on every day on which it could leave: {reason}",
        "ar": "لم يُختر لأن {rule} ممتلئة في كل يوم يمكن الخروج فيه: {reason}",
    },
    "lost_dearer": {
        "en": "It lost because it is {more} a parcel dearer than what it gets.",
        "ar": "لم يُختر لأنه أغلى بمقدار {more} للكرتونة مما تحصل عليه.",
    },
    "lost_equal": {
        "en": "It would do as well; the plan had no need of it.",
        "ar": "كان يصلح بالقدر نفسه؛ ولم تحتج الخطة إليه.",
    },
    "no_other": {
        "en": "No other warehouse has a lane to it that the rules allow.",
        "ar": "لا يوجد مستودع آخر تسمح القواعد بخط منه إليها.",
    },
    "rule": {
        "en": "{rule}, from {provider}: {reason}",
        "ar": "{rule}، من {provider}: {reason}",
    },
    "rule_use": {
        "en": "{full} of its {groups} groups are full; the fullest{where}: {used} of {bound}.",
        "ar": "{full} من مجموعاتها ({groups}) ممتلئة؛ وأكثرها امتلاءً{where}: {used} من {bound}.",
    },
    "rule_no_use": {
        "en": "Nothing that moves counts in it, or it is no limit: it has no price.",
        "ar": "لا يدخل فيها شيء مما يُنقل، أو أنها ليست حدًّا: فلا سعر لها.",
    },
    "rule_free": {
        "en": "It holds no village back: easing it alone would raise nobody's level.",
        "ar": "لا تقيّد أي قرية: تخفيفها وحدها لا يرفع مستوى أحد.",
    },
    "rule_choice": {
        "en": "It is a rule of all or nothing: easing it makes steps, and a step has no price. "
        "The worst-off village gets {worst}; without such rules it could not have more than "
        "{bound}.",
        "ar": "هي قاعدة «الكل أو لا شيء»: تخفيفها خطوات، والخطوة لا سعر لها. تحصل القرية الأقل حظًا "
        "على {worst}؛ ومن دون هذه القواعد لا يمكن أن تتجاوز {bound}.",
    },
    "rule_round": {
        "en": "{rule} holds round {round} down, {needs} needs at {level}: {unit_more}{where} would "
        "raise them by {points}. {holds}",
        "ar": "{rule} تقيّد الجولة {round}، وفيها {needs} احتياجًا عند {level}: {unit_more}{where} "
        "ترفعها بمقدار {points}. {holds}",
    },
    "rule_cost": {
        "en": "One more unit{where} would save {amount} at most.",
        "ar": "وحدة إضافية{where} توفر {amount} على الأكثر.",
    },
    "warehouse": {
        "en": "{warehouse} of {organisation} sends {sent} to {villages} villages on {days} days.",
        "ar": "يرسل {warehouse} التابع لـ{organisation} {sent} إلى {villages} قرية في {days} يومًا.",
    },
    "warehouse_moved": {
        "en": "{out} more go on to other warehouses, and {come} come from them.",
        "ar": "ويخرج {out} إلى مستودعات أخرى، ويأتي {come} منها.",
    },
    "stock_left": {
        "en": "Of {parcel} {left} of {there} stay there.",
        "ar": "ويبقى من {parcel} هناك {left} من {there}.",
    },
    "stock_spent": {
        "en": "All {there} of {parcel} leave it.",
        "ar": "ويخرج منه كل {parcel}: {there}.",
    },
    "nothing_binds": {
        "en": "No rule holds a village back here.",
        "ar": "لا قاعدة هنا تقيّد أي قرية.",
    },
    "organisation": {
        "en": "{organisation} carries {carried}, {km} of truck km, at a cost of {cost}.",
        "ar": "تنقل {organisation} {carried}، وتقطع شاحناتها {km}، بتكلفة {cost}.",
    },
    "organisation_stock": {
        "en": "Of its own stock of {there}, {used} are handed out, {by_others} of them by others' "
        "trucks.",
        "ar": "ومن مخزونها البالغ {there} يُوزَّع {used}، منها {by_others} بشاحنات غيرها.",
    },
    "organisation_rules": {
        "en": "It gave {rules} rules; those that hold villages back:",
        "ar": "وقد وضعت {rules} قاعدة؛ والتي تقيّد القرى منها:",
    },
    "day": {
        "en": "On {day} {sent} leave {warehouses} warehouses for {villages} villages.",
        "ar": "في {day} يخرج {sent} من {warehouses} مستودعًا إلى {villages} قرية.",
    },
    "day_nothing": {
        "en": "On {day} nothing moves.",
        "ar": "في {day} لا يتحرك شيء.",
    },
    "day_full": {
        "en": "{count} limits are full that day; those that say most:",
        "ar": "في ذلك اليوم {count} من الحدود ممتلئة؛ وأهمها:",
    },
    "day_rule": {
        "en": "{rule}{where}: {used} of {bound}. {reason}",
        "ar": "{rule}{where}: {used} من {bound}. {reason}",
    },
    "plan": {
        "en": "The worst-off village gets {worst}; {served} of {needed} are handed out.",
        "ar": "تحصل القرية الأقل حظًا على {worst}؛ ويُوزَّع {served} من {needed}.",
    },
    "round": {
        "en": "Round {round}: {needs} needs are settled at {level}.",
        "ar": "الجولة {round}: يتقرر {needs} احتياجًا عند {level}.",
    },
    "checked_choices": {
        "en": "Planned again with {rule}{where} eased by {by}: promised {promised} while the "
        "choices of {rules} stay as they are (solved again so: {kept}), actual {actual} where they "
        "were made anew.",
        "ar": "أُعيد التخطيط بعد تخفيف {rule}{where} بمقدار {by}: الموعود {promised} ما دامت "
        "اختيارات {rules} كما هي (وبإعادة الحل على ذلك: {kept})، والفعلي {actual} بعد إعادة "
        "الاختيار.",
    },
    "checked": {
        "en": "Planned again with {rule}{where} eased by {by}: promised {promised} ({how}), actual "
        "{actual}.",
        "ar": "أُعيد التخطيط بعد تخفيف {rule}{where} بمقدار {by}: الموعود {promised} ({how})، "
        "والفعلي {actual}.",
    },
}
"""Texts by key and language."""

UNITS: dict[str, tuple[str, str]] = {
    "parcels": ("One more parcel", "كرتونة إضافية"),
    "trucks": ("One more truck", "شاحنة إضافية"),
    "kg": ("One more kg", "كيلوغرام إضافي"),
    "m3": ("One more m3", "متر مكعب إضافي"),
    "households": ("One more household", "أسرة إضافية"),
    "truck_hours": ("One more truck hour", "ساعة شاحنة إضافية"),
    "km": ("One more km", "كيلومتر إضافي"),
    "cost": ("One more of cost", "وحدة تكلفة إضافية"),
}
"""One more of each unit, in English and Arabic."""
DAILY = ("{unit} on each day", "{unit} في كل يوم")
LESS = ("One unit less of the bound", "وحدة أقل من الحد")
GOALS: dict[str, tuple[str, str]] = {
    "coverage": ("coverage", "التغطية"),
    "served": ("parcels served", "عدد الكراتين"),
    "district_gap": ("gap between districts", "الفارق بين المراكز"),
    "lateness": ("lateness", "التأخر"),
    "cost": ("cost", "التكلفة"),
}
HOW: dict[str, tuple[str, str]] = {
    "exact": ("within the proven range", "ضمن المدى المُثبت"),
    "solved": ("by solving the levels again", "بإعادة حل المستويات"),
    "at_most": ("at most", "على الأكثر"),
    "choices": ("while choices stay as they are", "ما دامت الاختيارات كما هي"),
    "none": ("it has no price", "لا سعر لها"),
}
"""How sure a promise is."""
