datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}

model Post {
  id      String   @id @default(uuid()) @map("_id")
  title   String
  at      DateTime @db.Timestamp(3)
  votes   Int
  total   BigInt   @db.BigInt
  tagIds  String[]
  tags    Tag[]    @relation("tagged")
  from    Json
  to      Json?
  past    Json[]
}

model Tag {
  id      String   @id @default(uuid()) @map("_id")
  postIds String[]
  posts   Post[]   @relation("tagged")
}

model Blob {
  id Bytes @id @map("_id")
}
