"""What people look at: a networkx graph for scripts (`graph`) and one offline page for a browser (`html`).

`layout` places nodes, `palette` colours them, `payload` turns a graph into what the page draws. Nothing is imported
here, so that a program which never draws pays for neither networkx nor pyvis.
"""
