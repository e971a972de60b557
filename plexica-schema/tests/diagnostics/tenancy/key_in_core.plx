tenancy {
  registry = Tenant
  key      = slug
  schema   = "tenant_{key}"
}

model Tenant {
  id   Int    @id
  slug String @unique
}

model Plugin {
  id Int @id
}

model Install {
  id      Int      @id
  plugin  Plugin
  plugins Plugin[]
  @@tenant
}
