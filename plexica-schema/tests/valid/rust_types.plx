model User {
  id       Int      @id
  email    String   @unique @rust("::email::Address")
  phone    String?  @rust(type: "crate::contact::Phone") @db.VarChar(20)
  urls     String[] @rust("::url::Url")
  address  Json     @rust("crate::contact::Address")
  previous Json[]   @rust("crate::contact::Address")
  extra    Json?    @rust("::std::collections::BTreeMap<String, Vec<crate::r#type::Item>>")
}
