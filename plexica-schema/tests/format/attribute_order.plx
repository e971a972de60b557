model Person {
  @@map("people")
  first String @db.Text @map("f") @default("x") @unique
  last String
  // About the index.
  @@index([last])   // why

  // Not about the key.

  @@id([first,last])
  @@unique([last], map: "l",)
  @@tenant
  @@check("first <> ''",map: "c")
  @@unique([first])
  // At the end.
}

model AttributesOnly {
  @@map("x")
}

model Documented {
  id Int @id
  /// Not about what comes next.

  @@map("d")
  name String
}
