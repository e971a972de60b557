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
  name String
  slug String @unique @generated("lower(name)")

  @@schema("core")
}

model Line {
  id        Int      @id
  price     Int
  total     Int      @map("TOTAL") @generated("price * 2") @default(0)
  again     DateTime @generated("now()") @updatedAt
  nothing   Int      @generated
  empty     Int      @generated("")
  escape    Int      @generated("price) STORED, (x")
  unknown   Int      @generated("price", stored: true)
  half      Int      @generated("again_ / 2 + \"TOTAL\"")
  itself    Int      @generated("coalesce(itself, 1)")
  productId Int?     @generated("price")
  product   Product? @relation(fields: [productId], references: [id])

  @@schema("core")
}

model Product {
  id     Int     @id
  lines  Line[]
  partId Int     @generated("id") @unique
  part   Product? @relation("Part", fields: [partId], references: [id], onDelete: Cascade, onUpdate: SetDefault)
  whole  Product? @relation("Part")

  @@schema("core")
}
