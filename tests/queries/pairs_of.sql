-- scope: tenant
SELECT id, low + high AS sum, citext::text AS citext FROM {tenant}.pairs WHERE citext OPERATOR(catalogue.=) :citext AND citexts = :citexts
