tenancy {
  registry = Tennant
  key      = slug
  schema   = "tenant_{key}"
}

model Tenant {
  id   Int    @id
  slug String @unique
}
