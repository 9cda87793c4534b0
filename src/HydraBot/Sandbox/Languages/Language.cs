namespace HydraBot.Sandbox.Languages;

/// <summary>A language that programs may be written in.</summary>
/// <param name="Name">As requests name it.</param>
/// <param name="Title">As people know it.</param>
/// <param name="Aliases">Other names that mean it: file endings, the names of code blocks.</param>
/// <param name="File">The name under which the code stands in the working folder.</param>
/// <param name="Packages">Debian packages that bring it, its own first: whose version is the language's.</param>
/// <param name="Extras">Debian packages of libraries that many programs want; <c>Sandbox:Extras</c> leaves them out.</param>
/// <param name="Compile">The command that comes first, in the working folder; empty when there is none.</param>
/// <param name="Run">The command that runs it.</param>
/// <param name="Worker">The program in the image that receives the job.</param>
internal sealed record Language(
    string Name,
    string Title,
    IReadOnlyList<string> Aliases,
    string File,
    IReadOnlyList<string> Packages,
    IReadOnlyList<string> Extras,
    IReadOnlyList<string> Compile,
    IReadOnlyList<string> Run,
    string Worker);
