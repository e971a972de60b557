-- scope: tenant
-- What is sent, as it comes back.
SELECT
  :flag::bool AS "flag!",
  :small::int2 AS "small!",
  :big::int8 AS "big!",
  :oid::oid AS "oid!",
  :real::float4 AS "real!",
  :double::float8 AS "double!",
  :exact::numeric AS "exact!",
  :bytes::bytea AS "bytes!",
  :inet::inet AS "inet!",
  :json::json AS "json!",
  :jsonb::jsonb AS "jsonb!",
  :at::timestamp AS "at!",
  :zoned::timestamptz AS "zoned!",
  :date::date AS "date!",
  :time::time AS "time!",
  :timetz::timetz AS "timetz!",
  :padded::char(4) AS "padded!",
  :short::varchar AS "short!",
  :texts::text[] AS "texts!",
  :numbers?::int4[] AS numbers
