datasource db {
  provider = "postgresql"
  schemas  = ["core", "audit"]
}

// Both are `users`, each in its own schema.
model User {
  id Int @id

  @@map("users")
  @@schema("core")
}

model AuditUser {
  id Int @id

  @@map("users")
  @@schema("audit")
}

// A relation has no column that `author` could mean.
model Post {
  id       Int    @id
  authorId Int    @map("author")
  author   Author @relation(fields: [authorId], references: [id])

  @@index([authorId])
  @@schema("core")
}

model Author {
  id    Int    @id
  posts Post[]

  @@map("post")
  @@schema("core")
}
