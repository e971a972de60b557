model Post {
  id       Int                      @id
  path     Unsupported("ltree")?
  words    Unsupported("tsvector")  @default(dbgenerated("''::tsvector"))
  boxes    Unsupported("box")[]
  secret   String                   @ignore
  authorId Int                      @ignore
  // Its column is not visible, so neither is the relation.
  author   User                     @relation(fields: [authorId], references: [id])
  oldId    Int?
  old      Old?                     @relation(fields: [oldId], references: [id]) @ignore
  tags     Tag[]                    @ignore

  @@unique([authorId, secret])
  @@index([words], type: Gin)
  @@index([path], type: Gist)
}

model User {
  id    Int    @id
  posts Post[]
}

// A table without a key can be ignored, and so can one with a key that is not known.
model Old {
  id    Int    @unique
  posts Post[]
  note  String?

  @@ignore
}

model Log {
  at DateTime

  @@ignore
}

model Tag {
  id    Int    @id @ignore
  name  String @unique
  posts Post[]
}
