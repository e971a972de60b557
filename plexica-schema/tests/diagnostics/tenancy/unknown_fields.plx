tenancy {
  registry = Tenant
  key      = slg
  status   = slug
  schema   = "Tenant-{key}"
}

tenancy {
}

model Tenant {
  id   Int    @id
  slug String @unique
}
