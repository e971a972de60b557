enum Role {
  ADMIN @map("owner")
  owner
  aLabelThatIsMuchLongerThanTheSixtyThreeBytesThatPostgresTakesForLabels
  GUEST @map("a_label_that_is_much_longer_than_the_sixty_three_bytes_that_postgres_takes")
}
