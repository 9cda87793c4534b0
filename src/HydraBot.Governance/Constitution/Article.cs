namespace HydraBot.Governance.Constitution;

/// <summary>One article: a text for people and rules for the machine.</summary>
/// <param name="Id">Short and stable; it is named in refusals and in the audit log.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">What it means, for people.</param>
/// <param name="Rules">What it does; an article without rules is a promise that the code keeps elsewhere.</param>
public sealed record Article(string Id, string Title, string Text, IReadOnlyList<ArticleRule> Rules);
