using System.Text;
using EligibilityService.Application.Clusters;
using EligibilityService.Infrastructure.Import;
using FluentValidation;

namespace EligibilityService.Infrastructure.Tests.Import;

public sealed class ReadingImportFiles
{
    private const string Header = "externalId,name,country";

    [Theory]
    [InlineData("externalId,name,country\nR-1,Räder,DE\n", false)]
    [InlineData("externalId;name;country\r\nR-1;Räder;DE\r\n", false)]
    [InlineData("externalId,name,country\n\nR-1,Räder,DE\n,,\n\n", true)]
    [InlineData("externalId,name,country\n\"R-1\",\"Räder\",\"DE\"", true)]
    public void comma_or_semicolon_with_or_without_mark_empty_lines_or_quotes_say_the_same(string file, bool mark)
    {
        var row = Assert.Single(Read([.. mark ? Encoding.UTF8.GetPreamble() : [], .. Encoding.UTF8.GetBytes(file)]));

        Assert.Null(row.Fault);
        Assert.Equal(("R-1", "Räder", "DE"), (row.Cells["externalId"], row.Cells["name"], row.Cells["country"]));
    }

    [Fact]
    public void quoted_cells_hold_separators_and_quotes()
    {
        var row = Assert.Single(Read($"{Header}\nR-1,\"Wheels, \"\"Räder\"\"\",DE\n"));

        Assert.Equal("Wheels, \"Räder\"", row.Cells["name"]);
    }

    [Fact]
    public void a_line_keeps_the_number_it_has_in_the_file() =>
        Assert.Equal([2, 4, 6], Read($"{Header}\nR-1,A,DE\n\nR-2,B,DE\n\nR-3,C,DE").Select(row => row.Line));

    [Theory]
    [InlineData("R-2,Wheels,and,DE")]
    [InlineData("R-2,Wheels")]
    [InlineData("R-2,The \"wheels\" of,DE")]
    [InlineData("R-2,\"wheels\" of,DE")]
    public void a_line_out_of_shape_is_told_with_the_line_and_spoils_no_other(string line)
    {
        var rows = Read($"{Header}\nR-1,A,DE\n{line}\nR-3,C,DE\n");

        Assert.Equal([false, true, false], rows.Select(row => row.Fault is not null));
    }

    [Theory]
    [InlineData("", "csv-empty")]
    [InlineData("externalId,name\nR-1,A", "csv-missing-columns")]
    [InlineData("externalId,name,country,colour\nR-1,A,DE,red", "csv-unknown-columns")]
    [InlineData("externalId,name,country,name\nR-1,A,DE,A", "csv-repeated-columns")]
    [InlineData("externalId,name,country\nR-1,A,DE\nR-2,B,DE\nR-3,C,DE\nR-4,D,DE", "csv-too-many-rows")]
    public void a_fault_of_the_whole_file_has_a_code(string file, string code) => Assert.Equal(code, CodeOf(Encoding.UTF8.GetBytes(file)));

    [Fact]
    public void a_quotation_mark_that_never_closes_does_not_swallow_the_file() =>
        Assert.Equal("csv-cell-too-long", CodeOf(Encoding.UTF8.GetBytes($"{Header}\nR-1,\"A,DE\n{new string('x', 20_000)}")));

    [Fact]
    public void another_encoding_is_refused_and_never_read_as_something_else()
    {
        Assert.Equal("csv-wrong-encoding", CodeOf(Encoding.Latin1.GetBytes($"{Header}\nR-1,Räder,DE\n")));
        Assert.Equal("csv-wrong-encoding", CodeOf([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes($"{Header}\nR-1,Räder,DE\n")]));
        Assert.Equal("csv-wrong-encoding", CodeOf([.. Encoding.UTF8.GetBytes($"{Header}\n{string.Concat(Enumerable.Repeat("R-1,A,DE\n", 2))}"), 0xE4]));
    }

    [Fact]
    public void columns_of_the_player_are_let_through() => Assert.Equal("published", Assert.Single(Read($"{Header},playedAs\nR-1,A,DE,published")).Cells["playedAs"]);

    private static string CodeOf(byte[] file) =>
        Assert.Throws<ValidationException>(() => new CsvFile().Check(new MemoryStream(file), 3)).Errors.Single().ErrorCode;

    private static List<ImportCells> Read(string file) => Read(Encoding.UTF8.GetBytes(file));

    private static List<ImportCells> Read(byte[] file)
    {
        using var content = new MemoryStream(file);
        var rows = new CsvFile().Check(content, 100);
        List<ImportCells> read = [.. new CsvFile().Read(content)];
        Assert.Equal(rows, read.Count);
        return read;
    }
}
