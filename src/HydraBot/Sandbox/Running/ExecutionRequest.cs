using HydraBot.Sandbox.Languages;

namespace HydraBot.Sandbox.Running;

/// <summary>A program to run, checked.</summary>
internal sealed record ExecutionRequest(
    Language Language, string Code, string Stdin, IReadOnlyList<InputFile> Files, TimeSpan Timeout, int MemoryMb);

/// <summary>A file that the program finds in its working folder.</summary>
/// <param name="Name">A path below the folder.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record InputFile(string Name, ReadOnlyMemory<byte> Content);

/// <summary>A file as a request carries it.</summary>
/// <param name="Name">A path below the working folder, such as <c>data/input.csv</c>.</param>
/// <param name="Content">Its text, or its bytes in base64.</param>
/// <param name="Encoding"><c>text</c> where it is left out, or <c>base64</c>.</param>
internal sealed record GivenFile(
    [property: System.ComponentModel.Description("A path below the working folder, such as data/input.csv")] string Name,
    [property: System.ComponentModel.Description("Its text, or its bytes in base64")] string Content,
    [property: System.ComponentModel.Description("text, or base64")] string? Encoding = null);
