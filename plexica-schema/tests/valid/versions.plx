model Document {
  id      Int @id
  version Int @version

  @@index([version])
}

model Note {
  id      Int    @id
  version BigInt @version @default(1)
}

model Line {
  id    Int @id
  count Int @default(-5) @db.SmallInt @version
}
