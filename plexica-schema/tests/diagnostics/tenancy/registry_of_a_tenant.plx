tenancy {
  registry = Tenant
  key      = slug
  schema   = "tenant_{key}"
}

model Tenant {
  id   Int    @id
  slug String @unique
  @@tenant
}
