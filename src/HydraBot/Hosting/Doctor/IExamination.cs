namespace HydraBot.Hosting.Doctor;

/// <summary>Looks at one thing that the house needs or could use.</summary>
internal interface IExamination
{
    /// <summary>What is looked at, in a word.</summary>
    string Subject { get; }

    /// <summary>Looks, and changes nothing.</summary>
    Task<Finding> ExamineAsync(CancellationToken cancellationToken);
}
