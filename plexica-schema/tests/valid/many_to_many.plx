// `A` is for the model whose name comes first, wherever it stands.
model Tag {
  id    String @id @db.Uuid
  posts Post[]
  liked Post[] @relation("Liked")
}

model Post {
  key   BigInt @id @default(autoincrement()) @map("id")
  tags  Tag[]
  likes Tag[]  @relation("Liked")

  @@map("posts")
}

// Between a model and itself, for the field whose name comes first.
model User {
  id        Int    @id
  following User[] @relation("Follows")
  followers User[] @relation("Follows")
}

// The name is cut as Prisma cuts it.
model ModelWithANameThatIsRatherLongForAModel {
  id   Int                                        @id
  many AnotherModelWithANameThatIsRatherLong[]
}

model AnotherModelWithANameThatIsRatherLong {
  id   Int                                        @id
  many ModelWithANameThatIsRatherLongForAModel[]
}
