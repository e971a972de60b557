model Entry {
  id     Int      @id(map: "entry_key")
  a      Int      @unique(sort: Desc)
  b      Int
  name   String
  tags   String[]
  data   Json
  host   String   @db.Inet
  at     DateTime

  @@index([a, b(sort: Desc)])
  @@unique(fields: [b, a], name: "pair", map: "entry_pair")
  @@index([name], type: Hash, map: "entry_name_hash")
  @@index(fields: [tags], type: Gin)
  @@index([data], type: Gin, name: "entry_data")
  @@index([host], type: SpGist)
  @@index([at], type: Brin)
  @@index([name], type: BTree)
}

model ATableWithAVeryLongNameThatAlmostFillsWhatPostgresKeepsOfIt {
  anIdWithALongName Int    @id
  name              String @unique
}

// No primary key, but a unique key of required columns.
model Keyed {
  code String @unique
}
