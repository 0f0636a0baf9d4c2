// Whether the search is open. Its dialog is loaded when it is opened first.

class Search {
  isOpen = $state(false);

  show(): void {
    this.isOpen = true;
  }

  hide(): void {
    this.isOpen = false;
  }
}

export const search = new Search();
