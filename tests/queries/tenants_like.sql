-- scope: core
SELECT slug, created_at, status::text AS "status!: TenantStatus"
FROM core.tenants
WHERE slug LIKE :pattern AND status <> :except
ORDER BY slug
