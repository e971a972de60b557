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
  id         Int       @id
  installs   Install[]
  favoriteId Int
  favorite   Install   @relation("favorite", fields: [favoriteId], references: [id])
  kind       Kind
}

model Install {
  id       Int    @id
  pluginId Int
  plugin   Plugin @relation(fields: [pluginId], references: [id])
  @@tenant
}

enum Kind {
  A
  @@tenant
}
