model User {
  id       Int    @id @rust("crate::UserId")
  uuid     String @db.Uuid @rust("crate::Uuid")
  host     Inet   @rust("crate::Host")
  nothing  Json   @rust
  number   Json   @rust(5)
  relative Json   @rust("Address")
  module   Json   @rust("super::Address")
  keyword  Json   @rust("crate::type")
  code     Json   @rust("crate::A; fn main() {}")
  open     Json   @rust("Vec<crate::A")
  unknown  Json   @rust("crate::A", serde: true)
}
