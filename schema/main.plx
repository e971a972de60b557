// The platform's data model. Every `.plx` file of this folder is part of it:
//
//   tenants, plugins, operations   one table for the whole platform, in the schema `core`
//   tenant_*                       one table for each tenant, in the tenant's own schema

datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
  schemas  = ["core"]
}

generator client {
  datetime = "jiff"
}

tenancy {
  registry = Tenant
  key      = slug
  status   = status
  schema   = "tenant_{key}"
}
