namespace HydraBot.Discord.Interactions;

internal sealed record AutocompleteChoices(IReadOnlyList<CommandChoice> Choices);
