model Blog {
  id Int @id @db.SmallInt
  posts Post[]
  @@map("blogs")
}

model Post {
  id String @id @default(uuid()) @db.Uuid
  comments Comment[] @relation("Thread")
  author User @relation(onDelete: Cascade)
  editor User? @relation("Editor", fields: [editorId], references: [id])
  editorId Int?
}

model Comment {
  id Int @id
  // The column is there.
  postId String @db.Uuid
}

model User {
  id Int @id
  profile Profile?
  posts Post[]

  // Another group.
}

model Profile {
  id Int @id
  user User
}

model Category {
  id Int @id
  parentId Int?
  parent Category? @relation("Tree", fields: [parentId], references: [id])
}

model Key {
  a Int
  b Kind
  locks Lock[]
  @@id([a, b])
}

model Lock {
  id Int @id
}

model Detail {
  id Int @id
  of Lock @relation(fields: [id], references: [id])
}

enum Kind {
  A
}
