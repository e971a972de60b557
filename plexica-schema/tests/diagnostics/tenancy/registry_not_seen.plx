datasource db {
  provider = "postgresql"
  schemas  = ["core"]
}

tenancy {
  registry = Tenant
  key      = slug
  schema   = "tenant_{key}"
}

model Tenant {
  id   Int    @id
  slug String @unique

  @@ignore
  @@schema("core")
}
