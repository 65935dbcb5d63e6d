-- zh: 这个数字印在哪里：哪个文档、哪一页哪一格、原文怎样写？
-- en: Where is this number printed: in which document, on which page and in which cell, in which words?
-- read_zh: locator 为文档中的位置（PDF 为页码与方框，网页为元素路径，Word 为表、行、格）；source_uri 为来源地址。
-- read_en: `locator` is the place (page and box of a PDF, path of an element, table, row and cell in Word); `source_uri` is where the document came from.
-- given: agency_name = 宿迁市人民政府, year = 2023, slot = requests/refused_deliberative/total
select
    facts.agency_name,
    facts."year",
    facts.table_name || '/' || facts.row_code || '/' || facts.column_code as slot,
    facts.printed,
    facts."value",
    facts.unit,
    facts.state,
    facts.corrected,
    facts.locator,
    reports.document_name,
    reports.source_uri,
    facts.document_id
from marts.facts as facts
inner join marts.reports as reports on facts.report_id = reports.report_id
where
    facts.agency_name = coalesce(getvariable('agency_name'), '宿迁市人民政府')
    and facts."year" = coalesce(getvariable('year'), 2023)
    and facts.table_name || '/' || facts.row_code || '/' || facts.column_code
    = coalesce(getvariable('slot'), 'requests/refused_deliberative/total')
order by facts.locator
