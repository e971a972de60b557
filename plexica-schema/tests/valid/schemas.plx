datasource db {
  provider = "postgresql"
  schemas  = ["core", "audit"]
}

model User {
  id      Int     @id
  kind    Kind
  entries Entry[]

  @@map("rows")
  @@schema("core")
}

// The same table, index and enum names in another schema.
model Entry {
  id     Int   @id
  kind   Kind2
  userId Int
  user   User  @relation(fields: [userId], references: [id])

  @@map("rows")
  @@schema("audit")
}

enum Kind {
  A

  @@schema("core")
}

enum Kind2 {
  A

  @@map("Kind")
  @@schema("audit")
}
