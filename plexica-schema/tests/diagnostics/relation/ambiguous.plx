model User {
  id      Int    @id
  written Post[]
  edited  Post[]
}

model Post {
  id       Int  @id
  authorId Int
  editorId Int
  author   User @relation(fields: [authorId], references: [id])
  editor   User @relation(fields: [editorId], references: [id])
}

model Node {
  id       Int    @id
  parentId Int?
  parent   Node?  @relation("Tree", fields: [parentId], references: [id])
  children Node[] @relation("Tree")
  others   Node[] @relation("Tree")
}
