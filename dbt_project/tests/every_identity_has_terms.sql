-- The identities that are described and those that are judged are the same.
with

terms as (

    select distinct
        identity,
        form,
        identity_table,
        each
    from {{ ref('stg_identity_terms') }}

)

select
    identities.identity as described,
    terms.identity as judged
from {{ ref('stg_identities') }} as identities
full outer join terms
    on
        identities.identity = terms.identity
        and identities.form = terms.form
        and identities.table_name = terms.identity_table
        and identities.each = terms.each
where identities.identity is null or terms.identity is null
