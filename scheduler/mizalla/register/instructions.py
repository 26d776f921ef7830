"""The first page of a member's workbook: what to do with it, in Arabic and English."""

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from mizalla.read import SHEETS
from mizalla_models.organisation import Organisation
from mizalla_models.scenario import Scenario

TITLE = "instructions"
STEPS = (
    (
        "Fill in what is yours to say, a row for each thing. A sheet with nothing to say stays as "
        "it is.",
        "املأ ما يخصكم، صفًا لكل أمر. اترك الورقة كما هي إن لم يكن لديكم ما تقولونه فيها.",
    ),
    (
        "Coloured cells are filled in already. A row in which only those are filled says nothing.",
        "الخلايا الملونة مملوءة مسبقًا. الصف الذي لم يُملأ فيه غيرها لا يقول شيئًا.",
    ),
    (
        "Choose warehouses, fleets, parcels and areas from the list of the cell; the sheet lists "
        "names them.",
        "اختر المستودع والأسطول والكرتونة والمنطقة من قائمة الخلية؛ الأسماء في ورقة lists.",
    ),
    (
        "Write days as dates, 2027-02-08; numbers without units; a share as 0.3 or 30%.",
        "اكتب الأيام تواريخ مثل 2027-02-08، والأرقام دون وحدات، والحصة 0.3 أو 30%.",
    ),
    (
        "Every row may have a reason. All members read it beside the rule in the plan.",
        "لكل صف سبب، يقرؤه جميع الأعضاء بجانب القاعدة في الخطة.",
    ),
    (
        "Leave names of sheets and headings as they are, save as .xlsx and send it back. Whatever "
        "is wrong is told by sheet, row and column, and nothing is registered until all is well.",
        "لا تغيّر أسماء الأوراق والعناوين. احفظ الملف بصيغة ‎.xlsx وأعده. كل خطأ يُذكر بورقته وصفه "
        "وعموده، ولا يُسجَّل شيء حتى يصح كل شيء.",
    ),
)


def instructions(page: Worksheet, scenario: Scenario, member: Organisation) -> None:
    """Write the page.

    Parameters
    ----------
    page
        An empty sheet.
    scenario
        The scenario that the workbook is for.
    member
        The member.
    """
    page.title = TITLE
    campaign = scenario.campaign
    rows = [
        (f"Capacity of {member.name}", f"قدرات {member.name_ar or member.name}"),
        (
            f"{campaign.name}: {campaign.starts} to {campaign.ends}",
            f"{campaign.name}: من {campaign.starts} إلى {campaign.ends}",
        ),
        ("", ""),
        *STEPS,
        ("", ""),
        ("Sheets", "الأوراق"),
        *(
            (f"{one.table.name}: {one.table.meaning}", f"{one.title_ar}: {one.help_ar}")
            for one in SHEETS
        ),
    ]
    headings = (1, 2, len(STEPS) + 5)
    for number, (english, arabic) in enumerate(rows, start=1):
        for column, text in enumerate((english, arabic), start=1):
            cell = page.cell(number, column, text)
            cell.alignment = Alignment(
                wrap_text=True,
                vertical="top",
                horizontal="right" if column == 2 else "left",
                readingOrder=2 if column == 2 else 1,
            )
            if number in headings:
                cell.font = Font(bold=True, size=14 if number == 1 else 11)
    page.column_dimensions["A"].width = page.column_dimensions["B"].width = 72
