/// Columns with types of the program's own.
model Contact {
  email     String    @id @rust("crate::contact::Email")
  other     String?   @rust("crate::contact::Email") @db.VarChar(40)
  aliases   String[]  @rust("crate::contact::Email")
  home      Json      @rust("crate::contact::Address")
  work      Json?     @rust("crate::contact::Address")
  previous  Json[]    @rust("crate::contact::Address")
  byYear    Json      @default("{}") @map("by_year") @rust("::std::collections::BTreeMap<String, Vec<crate::contact::Address>>")
  keeperKey String?   @map("keeper_email") @rust("crate::contact::Email")
  keeper    Contact?  @relation("Keeper", fields: [keeperKey], references: [email])
  kept      Contact[] @relation("Keeper")

  @@unique([email, other], name: "both", map: "contacts_both_key")
  @@index([keeperKey])
  @@map("contacts")
  @@tenant
}
