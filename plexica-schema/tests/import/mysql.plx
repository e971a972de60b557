datasource db {
  provider     = "postgresql"
  url          = env("DATABASE_URL")
}

model Post {
  id        Int      @id @default(autoincrement()) @db.Integer
  title     String   @db.VarChar(191)
  slug      String   @unique(map: "slug") @db.VarChar(300)
  body      String   @db.Text
  summary   String?  @db.Text
  isOpen    Boolean  @default(true)
  place     Unsupported("geometry")?
  changed   DateTime @default(dbgenerated("CURRENT_TIMESTAMP(3)")) @db.Timestamp(3)
  isDraft   Boolean  @default(true)
  stars     Int      @default(0) @db.SmallInt
  views     BigInt   @default(0) @db.BigInt
  price     Decimal  @db.Decimal(10, 2)
  ratio     Float    @db.DoublePrecision
  cover     Bytes?   @db.ByteA
  flags     Bytes    @db.ByteA
  meta      Json     @db.JsonB
  year      Int      @db.SmallInt
  createdAt DateTime @default(now()) @db.Timestamp(3)
  seenAt    DateTime @db.Timestamptz(0)
  uid       String   @default(dbgenerated("gen_random_uuid()")) @db.Char(36)
  rank      Int      @default(dbgenerated("(rand() * 10)"))
  authorId  Int      @map("author_id") @db.Integer
  author    Author   @relation(fields: [authorId], references: [id])

  @@unique([title(sort: Desc), authorId], map: "title_author")
  @@index([title])
  @@index([authorId], map: "author")
  @@map("posts")
}

model Author {
  id    Int    @id @default(autoincrement()) @db.Integer
  name  String @db.VarChar(100)
  posts Post[]

  @@index([name])
}
