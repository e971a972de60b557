-- scope: tenant
-- Names that are something else to Rust.
SELECT "match", type AS "type", :tenant::int4 AS "Self_", :type::text AS "as"
FROM {tenant}."key""s" WHERE "match" = :match
