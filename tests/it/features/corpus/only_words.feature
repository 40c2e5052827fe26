@wip
Feature: An idea

  As somebody
  I want something
  So that there is something

  # the rest comes later
