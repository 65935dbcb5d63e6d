-- noqa: disable=LT02
-- One ready sentence a finding, in both languages, to send to the agency; the words are rows of letters.csv.
with

findings as (

    select * from {{ ref('int_findings') }}

),

words as (

    select
        part,
        zh,
        en
    from {{ ref('letters') }}
    where part != 'sentence'

),

vocabulary as (

    select
        {%- for part in [
            'report', 'report_unknown', 'page', 'claim', 'source', 'slot', 'slot_alone', 'others', 'nothing', 'fix', 'check',
            'between', 'between_pages'
        ] %}
        {%- for language in ['zh', 'en'] %}
        any_value({{ language }}) filter (where part = '{{ part }}') as {{ part }}_{{ language }}
        {{- ',' if not loop.last }}
        {%- endfor %}
        {{- ',' if not loop.last }}
        {%- endfor %}
    from words

),

cells as (

    select
        findings.finding_id,
        findings.status,
        cells.is_prior,
        cells.slot_position,
        cells.printed,
        cast(nullif(regexp_extract(cells.locator, '^page=(\d+)', 1), '') as integer) as page,
        labels.row_zh,
        labels.column_zh,
        labels.row_en,
        labels.column_en,
        case
            when cells.state is null then 'figure_unread'
            when cells.state = 'unreadable' then 'figure_unreadable'
            when trim(cells.printed) = '' then 'figure_blank'
            when cells.is_prior then 'figure_before'
            else 'figure'
        end as part,
        -- of many cells those that add nothing are only counted; of a finding for a blank only what is missing is told
        case
            when findings.status = 'broken'
                then
                    coalesce(cells."value", 0) = 0
                    and cells.state in ('number', 'blank', 'not_applicable')
                    and count(*) over (partition by findings.finding_id) > 3
            else coalesce(cells.state, '') = 'number'
        end as is_quiet
    from findings
    inner join {{ ref('int_finding_cells') }} as cells
        on
            findings.report_id = cells.report_id
            and findings.identity = cells.identity
            and findings.form = cells.form
            and findings.instance = cells.instance
    left join {{ ref('int_slot_labels') }} as labels
        on
            cells.form in (labels.form, '*')
            and cells.slot = labels.slot
    where cells.link in ('', 'prior')
    -- a cell of an identity for any form has the label of the one that it is printed on
    qualify row_number() over (
        partition by findings.finding_id, cells.is_prior, cells.slot
        order by labels.form desc
    ) = 1

),

named as (

    select
        cells.*,
        {{ filled('slot_words.zh', {'row': 'cells.row_zh', 'column': 'cells.column_zh'}) }} as slot_zh,
        {{ filled('slot_words.en', {'row': 'cells.row_en', 'column': 'cells.column_en'}) }} as slot_en,
        figure_words.zh as figure_zh,
        figure_words.en as figure_en
    from cells
    inner join words as slot_words on slot_words.part = if(cells.column_en is null, 'slot_alone', 'slot')
    inner join words as figure_words on cells.part = figure_words.part

),

told as (

    select
        finding_id,
        list({{ filled('figure_zh', {'slot': 'slot_zh', 'printed': 'trim(printed)'}) }}
            order by is_prior, slot_position)
        filter (where not is_quiet) as figures_zh,
        list({{ filled('figure_en', {'slot': 'slot_en', 'printed': 'trim(printed)'}) }}
            order by is_prior, slot_position)
        filter (where not is_quiet) as figures_en,
        count(*) filter (where is_quiet and status = 'broken') as others,
        list_transform(
            list_sort(list(distinct page) filter (where not is_prior and not is_quiet and page is not null)),
            lambda page: cast(page as varchar)
        ) as pages
    from named
    group by finding_id

),

-- where exactly one change of one cell would settle it
fixes as (

    select
        finding_id,
        form,
        from_json(proposals, '[[{"slot": "VARCHAR", "printed": "VARCHAR", "value": "VARCHAR"}]]') as solutions
    from findings
    where proposals is not null

),

fixed as (

    select
        fixes.finding_id,
        fixes.solutions[1][1].printed as printed,
        fixes.solutions[1][1]."value" as "value",
        any_value(labels.row_zh) as row_zh,
        any_value(labels.column_zh) as column_zh,
        any_value(labels.row_en) as row_en,
        any_value(labels.column_en) as column_en
    from fixes
    inner join {{ ref('int_slot_labels') }} as labels
        on
            fixes.form in (labels.form, '*')
            and fixes.solutions[1][1].slot = labels.slot
    where len(fixes.solutions) = 1 and len(fixes.solutions[1]) = 1
    group by fixes.finding_id, fixes.solutions

)

select
    findings.finding_id
    {%- for language in ['zh', 'en'] %},
    {%- set slot = filled(
        "if(fixed.column_en is null, " ~ 'vocabulary.slot_alone_' ~ language ~ ", " ~ 'vocabulary.slot_' ~ language ~ ")",
        {'row': 'fixed.row_' ~ language, 'column': 'fixed.column_' ~ language}
    ) %}
    {%- set says = 'findings.says' if language == 'zh' else 'findings.says_en' %}
    {{ filled('sentences.' ~ language, {
        'report': filled(
            "if(findings.agency_name is null, " ~ 'vocabulary.report_unknown_' ~ language ~ ", "
            ~ 'vocabulary.report_' ~ language ~ ")",
            {'agency': 'findings.agency_name', 'year': 'cast(findings."year" as varchar)'}
        ),
        'page': "if(told.pages is not null, " ~ filled(
            'vocabulary.page_' ~ language, {'page': joined('told.pages', 'vocabulary.between_pages_' ~ language)}
        ) ~ ", '')",
        'basis': 'findings.basis',
        'says': "rtrim(" ~ says ~ ", '。.')",
        'actual': plain_number('findings.actual'),
        'expected': plain_number('findings.expected'),
        'difference': plain_number('abs(findings.difference)'),
        'fix': "if(fixed.finding_id is null, '', " ~ filled(
            'vocabulary.fix_' ~ language,
            {'slot': slot, 'printed': 'fixed.printed', 'value': 'fixed."value"'}
        ) ~ ")",
        'check': "if(findings.suspected = 'extraction', " ~ 'vocabulary.check_' ~ language ~ ", '')",
        'source': "if(findings.source_uri like 'http%', " ~ filled(
            'vocabulary.source_' ~ language, {'source': 'findings.source_uri'}
        ) ~ ", '')",
        'claim': "if(claims.sentence is null, '', " ~ filled(
            'vocabulary.claim_' ~ language, {'sentence': "rtrim(claims.sentence, '。；;.')"}
        ) ~ " || vocabulary.between_" ~ language ~ ")",
        'figures': "coalesce(" ~ joined(
            "if(told.others > 0, list_append(told.figures_" ~ language ~ ", " ~ filled(
                'vocabulary.others_' ~ language, {'count': 'cast(told.others as varchar)'}
            ) ~ "), told.figures_" ~ language ~ ")",
            'vocabulary.between_' ~ language
        ) ~ ", vocabulary.nothing_" ~ language ~ ")",
    }) }} as request_{{ language }}
    {%- endfor %}
from findings
cross join vocabulary
left join told on findings.finding_id = told.finding_id
left join fixed on findings.finding_id = fixed.finding_id
left join {{ ref('int_finding_claims') }} as claims
    on
        findings.report_id = claims.report_id
        and findings.identity = claims.identity
        and findings.form = claims.form
        and findings.instance = claims.instance
inner join {{ ref('letters') }} as sentences
    on
        sentences.part = 'sentence'
        and findings.status = sentences.status
        and sentences.numbers in ('*', if(findings.actual is null or findings.expected is null, 'no', 'yes'))
