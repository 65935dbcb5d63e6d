-- The rows of a raw table that belong to the latest extraction of their document.
{% macro latest_extraction(table_name) -%}
    select source_rows.*
    from {{ source('raw', table_name) }} as source_rows
    inner join {{ ref('stg_reports') }} as latest
        on
            source_rows.document_id = latest.document_id
            and source_rows.extractor_version = latest.extractor_version
            and source_rows.loaded_at = latest.loaded_at
{%- endmacro %}
