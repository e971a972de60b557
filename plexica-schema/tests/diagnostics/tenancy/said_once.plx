// A core model's key into a tenant's is one mistake, whatever its other side says.
datasource db {
  provider = "postgresql"
}

tenancy {
  registry = Tenant
  key      = slug
  schema   = "tenant_{key}"
}

model Tenant {
  id   Int    @id
  slug String @unique
}

model Invoice {
  id     Int  @id
  userId Int
  user   User @relation(fields: [userId], references: [id])

  @@index([userId])
}

model User {
  id       Int       @id
  invoices Invoice[]

  @@tenant
}
