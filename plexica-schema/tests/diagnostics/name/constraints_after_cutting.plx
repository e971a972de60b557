model AModelWithANameThatIsVeryLong {
  id                                 Int @id
  aColumnWithANameThatIsVeryLongToo1 Int @unique
  aColumnWithANameThatIsVeryLongToo2 Int @unique
}
