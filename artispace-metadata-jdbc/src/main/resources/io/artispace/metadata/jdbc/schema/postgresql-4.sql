-- The words of new packages wait in a list of the index, which a search reads as well, until there are some hundred packages of them: many at once cost
-- little more than one. Each publish of a package changed a page of the index for each of its words, and the page of its repository, which all have in common.

alter index package_words_found set (fastupdate = on, gin_pending_list_limit = 64);
