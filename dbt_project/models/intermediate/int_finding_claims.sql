-- The numbers of the prose that findings are about: the claim in whose place an identity was judged.
select distinct
    accused.report_id,
    accused.identity,
    accused.form,
    accused.instance,
    -- without the number that tells a second value of the topic from the first
    if(claims.claim_no > 1, regexp_replace(accused.instance, '/\d+$', ''), accused.instance) as term_instance,
    claims.topic,
    claims.printed,
    claims.sentence,
    claims.locator,
    claims.document_id
from {{ ref('int_accused') }} as accused
inner join {{ ref('stg_identity_terms') }} as terms
    on
        accused.identity = terms.identity
        and accused.form = terms.form
        and accused.each = terms.each
inner join {{ ref('int_report_claims') }} as claims
    on
        accused.report_id = claims.report_id
        and terms.topic = claims.topic
        and accused.instance = terms.instance || if(claims.claim_no > 1, '/' || claims.claim_no, '')
where accused.each = 'claim'
