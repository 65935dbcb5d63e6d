-- Blanks which must be zeros: they stand on one side of a mandated sum which holds without them.
-- With blanks on both sides (carried in and carried over) any equal numbers would do, and nothing is proved.
with

sums as (

    select
        terms.identity,
        terms.form,
        terms.instance
    from {{ ref('stg_identity_terms') }} as terms
    inner join {{ ref('stg_identities') }} as identities
        on
            terms.identity = identities.identity
            and terms.form = identities.form
            and identities.kind = 'mandated'
    group by terms.identity, terms.form, terms.instance
    having bool_and(
        terms.relation = '=' and terms.coefficient = 1 and terms.link = '' and terms.row_code is not null
        and terms.clause = 1 and terms.side_function = 'sum'
    )

),

holding as (

    select
        results.report_id,
        results.identity,
        results.form,
        results.instance
    from {{ ref('identity_results') }} as results
    inner join sums
        on
            results.identity = sums.identity
            and results.form = sums.form
            and results.instance = sums.instance
    where results.status = 'holds' and results.blanks_as_zero

),

blanks as (

    select
        holding.report_id,
        terms.form,
        terms.table_name,
        terms.row_code,
        terms.column_code,
        min(terms.side) over sum_of_report = max(terms.side) over sum_of_report as is_one_sided
    from holding
    inner join {{ ref('stg_identity_terms') }} as terms
        on
            holding.identity = terms.identity
            and holding.form = terms.form
            and holding.instance = terms.instance
    inner join {{ ref('int_judged_facts') }} as facts
        on
            holding.report_id = facts.report_id
            and terms.form = facts.form
            and terms.table_name = facts.table_name
            and terms.row_code = facts.row_code
            and terms.column_code = facts.column_code
    where facts.state in ('blank', 'not_applicable')
    window sum_of_report as (partition by holding.report_id, holding.identity, holding.form, holding.instance)

)

select distinct
    report_id,
    form,
    table_name,
    row_code,
    column_code
from blanks
where is_one_sided
