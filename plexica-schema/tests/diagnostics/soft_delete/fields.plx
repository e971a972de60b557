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
  slug      String    @id
  deletedAt DateTime?

  @@softDelete(deletedAt)
  @@schema("core")
}

model A {
  id   Int      @id
  gone DateTime

  @@softDelete(gone)
  @@schema("core")
}

model B {
  id   Int  @id
  gone Date?

  @@softDelete(gone)
  @@schema("core")
}

model C {
  id   Int       @id
  gone DateTime? @default(now())

  @@softDelete(gone)
  @@schema("core")
}

model D {
  id   Int       @id
  gone DateTime? @generated("NULL")

  @@softDelete(gone)
  @@schema("core")
}

model E {
  id   Int     @id
  gone Boolean @default(false)

  @@softDelete(field: gone)
  @@schema("core")
}

model F {
  id   Int       @id
  gone DateTime?

  @@softDelete(gnoe)
  @@schema("core")
}

model G {
  id   Int       @id
  gone DateTime?

  @@softDelete("gone", by: 5)
  @@schema("core")
}

model H {
  id   Int       @id
  gone DateTime?

  @@softDelete
  @@schema("core")
}
