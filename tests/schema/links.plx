// Relations that a table of their own holds, what programs do not see, and views.

/// What is written about.
model Topic {
  id       Int       @id @default(autoincrement())
  name     String    @unique
  articles Article[]
  /// Topics that are a part of this one.
  parts    Topic[]   @relation("Parts")
  wholes   Topic[]   @relation("Parts")

  @@map("topics")
  @@tenant
}

model Article {
  slug    String                   @id
  title   String
  topics  Topic[]
  words   Unsupported("tsvector")?
  views   Int                      @default(0) @ignore
  editor  Editor?                  @relation(fields: [pen], references: [pen]) @ignore
  pen     Pen?
  summary ArticleSummary?

  @@index([words], type: Gin)
  @@index([pen])
  @@map("articles")
  @@tenant
}

enum Pen {
  RED  @map("red")
  BLUE @map("blue")

  @@map("pen")
  @@tenant
}

/// A tenant's enum as a key, for the casts in the statements on the table between.
model Editor {
  pen      Pen       @id
  articles Article[] @ignore
  desks    Desk[]

  @@map("editors")
  @@tenant
}

model Desk {
  id      Uuid     @id @default(uuid())
  editors Editor[]

  @@map("desks")
  @@tenant
}

/// A column that programs do not see has to have a value, so no program can make a row.
model Sealed {
  id   Int     @id
  wax  String  @ignore
  open Boolean

  @@map("sealed")
  @@tenant
}

model Hidden {
  note String?

  @@map("hidden")
  @@ignore
  @@tenant
}

/// How much there is about each article.
view ArticleSummary {
  slug    String   @unique
  topics  BigInt
  article Article? @relation(fields: [slug], references: [slug])

  @@map("article_summaries")
  @@tenant
}

/// Reads another view, whose name comes later.
view BusyArticle {
  slug   String @unique
  topics BigInt

  @@map("busy_articles")
  @@tenant
}
