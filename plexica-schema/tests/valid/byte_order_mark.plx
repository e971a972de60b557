model User {
	id	Int	@id
}
